/** How many states each level of a breadth-first search has: those at one depth. */
import type { Search } from '../search/progress.ts';
import { countsOf } from '../search/search.ts';

export interface Levels {
  /** By depth, the initial states first. */
  readonly sizes: readonly number[];
  /** How many of them, from the first, are known to have all of their states. */
  readonly whole: number;
}

/** The levels of a search, over or under way. The last one may still be growing. */
export function levelsOf(search: Search): Levels {
  const { distinct } = countsOf(search);
  const starts = [...search.levelStarts, search.levelEnd].filter((start) => start < distinct);
  const sizes = starts.map((start, level) => (starts[level + 1] ?? distinct) - start);
  // All states of a level are found once the level before it has been expanded.
  const exhausted = search.head === search.store.count && search.machine.batch.pending === 0;
  return { sizes, whole: exhausted ? sizes.length : Math.min(search.depth, sizes.length) };
}
