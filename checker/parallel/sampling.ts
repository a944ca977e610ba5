/** The audit's samples of a round: the same states as one worker sets aside. */
import type { Search } from '../search/progress.ts';
import { isSetAsideWhole, setAside } from '../search/samples.ts';
import { type Area, END, FAULT_PARENT, read, type Shared, sliceOf } from './shared.ts';

/** Sets states aside that were expanded in the round; the ones of slices that do not count were taken back. */
export function sampleRound(search: Search, shared: Shared): void {
  shared.areas.forEach((area, member) => {
    const [first] = sliceOf(shared, member);
    const faulty = read(area.tally, FAULT_PARENT);
    const end = faulty === -1 ? read(area.tally, END) : faulty;
    if (end === -1) return;
    if (isAnySampled(search, area, first, end)) sampleSlice(search, area, first, end);
    else
      area.taken.forEach((times, action) => {
        search.taken[action] = read(search.taken, action) + times;
      });
  });
}

/** Nearly no slice has any: the larger the numbers, the rarer the powers of two. */
function isAnySampled({ taken }: Search, area: Area, first: number, end: number): boolean {
  for (let state = first; state < end; state++) if (isSetAsideWhole(state)) return true;
  return area.taken.some((times, action) => {
    const before = read(taken, action);
    return Math.clz32(before) !== Math.clz32(before + times);
  });
}

function sampleSlice(
  { samples, taken }: Search,
  { enabled }: Area,
  first: number,
  end: number,
): void {
  const actions = taken.length;
  for (let state = first; state < end; state++) {
    const at = (state - first) * actions;
    setAside(samples, state, state, enabled.subarray(at, at + actions), taken);
  }
}
