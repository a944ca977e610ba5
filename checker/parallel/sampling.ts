/** The audit's samples of a round: the same states as one worker sets aside. */
import type { Search } from '../search/progress.ts';
import { isAnySetAside, setAside } from '../search/samples.ts';
import {
  END,
  FAULT_PARENT,
  FIRST,
  type Round,
  read,
  sliceOf,
  slicesOf,
  tallied,
} from './shared.ts';

/**
 * Sets states aside that were expanded in the round.
 * @param before the first state in which one worker would have met a step property that throws
 */
export function sampleRound(search: Search, round: Round, before: number): void {
  const { taken } = search;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    const [first] = sliceOf(round, slice);
    const faulty = tallied(round, slice, FAULT_PARENT);
    const expanded = faulty === -1 ? tallied(round, slice, END) : faulty;
    const end = Math.max(first, Math.min(expanded, before));
    const times = round.taken.subarray(slice * taken.length, (slice + 1) * taken.length);
    if (isAnySetAside(taken, times, first, end)) sampleSlice(search, round, first, end);
    else
      for (let action = 0; action < taken.length; action++)
        taken[action] = read(taken, action) + read(times, action);
  }
}

function sampleSlice(
  { samples, taken }: Search,
  { enabled, header }: Round,
  first: number,
  end: number,
): void {
  const actions = taken.length;
  const counts = new Int32Array(actions);
  for (let state = first; state < end; state++) {
    const at = (state - read(header, FIRST)) * actions;
    counts.set(enabled.subarray(at, at + actions));
    setAside(samples, state, state, counts, taken);
  }
}
