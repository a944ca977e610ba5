/** The sizes of several whole spaces, searched within one deadline. */
import { setImmediate } from 'node:timers/promises';
import { advance, countsOf, type Search } from '../../checker/index.ts';
import { type Deadline, within } from './deadline.ts';

/** States expanded between two looks at the clock. */
const SLICE = 4096;

/** How many states a space has, or more than which a search of it was not to store. */
export interface Size {
  readonly states: number;
  readonly isWhole: boolean;
}

/**
 * Says how many states each space has; null for one that cannot be searched, or is not done within the time and the
 * memory there is. Each gets a fair share of the time at first, so that a long one does not use up
 * all of it; what the short ones leave goes to the others.
 * @param begin makes the searches: one at a time, for each takes memory
 * @param progress told which of them is under way
 */
export async function sizesOf(
  begin: readonly (() => Search | null)[],
  deadline: Deadline,
  progress: (nth: number) => void,
): Promise<(Size | null)[]> {
  const searches = begin.map((): Search | null => null);
  const sizes = begin.map((): Size | null => null);
  let waiting = begin.map((_, nth) => nth);
  while (waiting.length > 0 && deadline() > 0) {
    const unfinished: number[] = [];
    for (const [turn, nth] of waiting.entries()) {
      const search = searches[nth] ?? begin[nth]?.() ?? null;
      searches[nth] = search;
      if (search === null) continue;
      progress(nth);
      const share = within(deadline() / (waiting.length - turn), deadline);
      while (share() > 0 && !advance(search, SLICE)) await setImmediate();
      if (!search.over) {
        unfinished.push(nth);
        continue;
      }
      sizes[nth] = sizeOf(search);
      searches[nth] = null;
    }
    waiting = unfinished;
  }
  return sizes;
}

function sizeOf(search: Search): Size | null {
  const isWhole = search.limit === null;
  if (search.fault !== null || !(isWhole || search.limit === 'max-states')) return null;
  return { states: countsOf(search).distinct, isWhole };
}
