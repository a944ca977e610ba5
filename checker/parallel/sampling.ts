/**
 * The audit's samples of a round: the same states as one worker sets aside. What each parent enabled is not kept, which
 * took a thirtieth of a team's time: the few slices that have a sample are expanded once more.
 */
import { blameModel } from '../search/blame.ts';
import { faultBecause } from '../search/fault.ts';
import { finish, type Search } from '../search/progress.ts';
import { isAnySetAside, setAside } from '../search/samples.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { END, FAULT_PARENT, read, type Shared, sliceOf, slicesOf, tallied } from './shared.ts';

/** States of a slice, `end` exclusive. */
interface Range {
  readonly first: number;
  readonly end: number;
  /** Whether they are all that were expanded. */
  readonly isWhole: boolean;
}

/**
 * Sets states aside that were expanded in the round.
 * @param before the first state in which one worker would have met a step property that throws
 */
export function sampleRound(search: Search, { round }: Shared, before: number): void {
  const { taken } = search;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    const [first] = sliceOf(round, slice);
    const faulty = tallied(round, slice, FAULT_PARENT);
    const expanded = faulty === -1 ? tallied(round, slice, END) : faulty;
    const end = Math.max(first, Math.min(expanded, before));
    const times = round.taken.subarray(slice * taken.length, (slice + 1) * taken.length);
    const isWhole = end === tallied(round, slice, END);
    if (isAnySetAside(taken, times, first, end))
      sampleSlice(search, times, { first, end, isWhole });
    else
      for (let action = 0; action < taken.length; action++)
        taken[action] = read(taken, action) + read(times, action);
  }
}

/** @param times by action, in how many states of the whole slice it was enabled when the team expanded them */
function sampleSlice(search: Search, times: Int32Array, range: Range): void {
  const { machine, samples, taken, store, observe } = search;
  const { batch, enabled, instances } = machine;
  const { words, parents } = batch;
  const before = taken.slice();
  // What is found this time goes nowhere: in the batch there are the successors of another round.
  batch.words = new Int32Array(store.words * instances.length);
  batch.parents = new Int32Array(instances.length);
  search.observe = () => undefined;
  let state = range.first;
  try {
    for (; state < range.end; state++) {
      batch.pending = 0;
      machine.load(segmentOf(store, state), offsetOf(store, state));
      machine.expand(state);
      setAside(samples, state, state, enabled, taken);
    }
    if (range.isWhole) compareTimes(search, range, before, times);
  } catch (error) {
    if (search.fault === null) blameModel(search, state, error);
  } finally {
    batch.pending = 0;
    batch.words = words;
    batch.parents = parents;
    search.observe = observe;
  }
}

/** A guard that is a pure function holds in as many of the states as before. */
function compareTimes(
  search: Search,
  { first, end }: Range,
  before: Int32Array,
  times: Int32Array,
): void {
  const { taken, model } = search;
  for (const [nth, action] of model.actions.entries()) {
    const then = read(times, nth);
    const now = read(taken, nth) - read(before, nth);
    if (then === now || search.fault !== null) continue;
    const message =
      `the guard of ${action.name} is not pure: it held in ${then} of ${end - first} states at first, ` +
      `and in ${now} when asked again`;
    search.fault = { fault: faultBecause(message, null), state: first };
    finish(search, null);
  }
}
