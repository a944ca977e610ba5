/** Which states of a search that used symmetry are compared with renamed ones, and what comes of it. */
import type { Search } from '../search/progress.ts';
import { samplesThatCount } from '../search/samples.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { auditByDigest, auditSymmetry, renamingsToTry } from './audit.ts';
import type { Renaming } from './renamings.ts';

/** Besides those of the other audit: a fraction of a second, or a tenth of what the search took. */
const FEWEST_MORE = 200;
const ONE_IN = 2_048;
/** The parent of successors that are not kept. */
const NOBODY = -1;

/** The states that the audit of every search has, and some more, evenly spread. */
export function sampledStates(search: Search): number[] {
  const chosen = samplesThatCount(search).map(({ state }) => state);
  const distinct = search.counts?.distinct ?? search.store.count;
  const more = Math.max(FEWEST_MORE, Math.ceil(distinct / ONE_IN));
  return [...new Set([...chosen, ...spread(distinct, more)])];
}

/** At most `most` of the numbers below `count`, evenly spread. */
export function spread(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / every) }, (_, nth) => nth * every);
}

/**
 * Compares states with renamed ones until the model treats two differently, which is its fault. Without
 * symmetry it does nothing. Returns how many states were compared.
 * @param renamings those to compare under, step by step; if left out, some in turn, where there are many, and by digests.
 */
export function auditRenamed(
  search: Search,
  states: readonly number[],
  renamings?: readonly Renaming[],
): number {
  const { machine, store } = search;
  const { symmetry } = machine;
  if (symmetry === null) return 0;
  const takeSteps = (note: (instance: number) => void): void => {
    const { observe } = search;
    search.observe = (_, instance) => note(instance);
    try {
      machine.expand(NOBODY);
    } finally {
      search.observe = observe;
      machine.batch.pending = 0;
    }
  };
  const subject = { machine, symmetry, takeSteps };
  for (const [nth, state] of states.entries()) {
    if (search.fault !== null) return nth;
    machine.load(segmentOf(store, state), offsetOf(store, state));
    const fault =
      renamings === undefined
        ? auditByDigest(subject, renamingsToTry(symmetry, nth))
        : auditSymmetry(subject, renamings);
    if (fault !== null) search.fault = { fault, state };
  }
  return states.length;
}
