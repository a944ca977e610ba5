/** Whether a model still takes the steps that led to states which an earlier run has stored. */
import { DiskError } from '../disk/arena.ts';
import { offsetOf, parentOf, segmentOf } from '../store/store.ts';
import { spread } from '../symmetry/samples.ts';
import { unjudged } from './judge.ts';
import type { Search } from './progress.ts';

/** Steps that are taken again: a fraction of a second. */
const STEPS = 200;

/**
 * Takes some of the steps again by which stored states were found, evenly spread.
 * @throws DiskError when one of them does not lead there any more: something that is not in the code of the model,
 * such as the environment or a file, decides what it does.
 */
export function retrace(search: Search, file: string): void {
  for (const state of spread(search.store.count, STEPS)) {
    if (leadsTo(search, state)) continue;
    const problem = `no step leads to its state ${state} any more: what the model does depends on something outside of it`;
    throw new DiskError('use', file, new Error(problem));
  }
}

function leadsTo(search: Search, state: number): boolean {
  const { machine, store } = search;
  const { batch, layout } = machine;
  const parent = parentOf(store, state);
  if (parent === -1) return true;
  // Both may lie in the same frame.
  const child = segmentOf(store, state).slice(
    offsetOf(store, state),
    offsetOf(store, state) + layout.words,
  );
  machine.load(segmentOf(store, parent), offsetOf(store, parent));
  try {
    unjudged(search, () => machine.expand(parent));
    for (let at = 0; at < batch.pending; at++)
      if (store.code.equal(batch.words, at * layout.words, child, 0)) return true;
    return false;
  } catch {
    return false;
  } finally {
    batch.pending = 0;
  }
}
