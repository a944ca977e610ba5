/** A team that has no memory for more states, and what its search goes on with. */

import { judgeStep } from '../search/judge.ts';
import { finish, type Search } from '../search/progress.ts';

/** The search ends, unless it may go on on disk: there it goes alone. What is under way does not count. */
export function runShort(search: Search): void {
  if (search.disk?.overflow === true) search.store.shortage = 'memory';
  else finish(search, 'max-memory');
}

/** Whether a search has to go on alone. */
export function isShort({ over, store }: Search): boolean {
  return !over && store.shortage !== null;
}

/**
 * Leaves a search as if one worker had come so far. Of what is under way there may be claims in the index: it counts as
 * full, and is made again before another state is expanded, if there is memory for it.
 */
export function goOnAlone(search: Search): void {
  const { store, machine } = search;
  machine.batch.pending = 0;
  search.observe = judgeStep;
  store.shortage = null;
  const segments = store.segments.reduce((bytes, rows) => bytes + (rows?.byteLength ?? 0), 0);
  store.bytes = segments + store.index.byteLength;
  store.indexFullAt = 0;
}
