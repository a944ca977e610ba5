/**
 * The audit's samples of a round: the same states as one worker sets aside. How many instances each parent enabled is not
 * kept, for which there were nearly always no samples: the few slices that have one are expanded once more. What they lead
 * to must be what they led to before.
 */
import { blameModel } from '../search/blame.ts';
import { faultBecause, ModelFault } from '../search/fault.ts';
import type { Search } from '../search/progress.ts';
import { isAnySetAside, setAside } from '../search/samples.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import {
  COUNT,
  END,
  FAULT_PARENT,
  read,
  type Shared,
  sliceOf,
  slicesOf,
  tallied,
} from './shared.ts';

/**
 * Sets states aside that were expanded in the round.
 * @param before the first state in which one worker would have met a step property that throws
 */
export function sampleRound(search: Search, shared: Shared, before: number): void {
  const { taken, counts } = search;
  const { round } = shared;
  // A search that has ended has expanded states that do not count.
  const counted = counts === null ? Number.POSITIVE_INFINITY : counts.distinct - counts.frontier;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    const [first] = sliceOf(round, slice);
    const faulty = tallied(round, slice, FAULT_PARENT);
    const expanded = faulty === -1 ? tallied(round, slice, END) : faulty;
    const end = Math.max(first, Math.min(expanded, before, counted));
    const times = round.taken.subarray(slice * taken.length, (slice + 1) * taken.length);
    if (isAnySetAside(taken, times, first, end)) sampleSlice(search, shared, slice, end);
    else
      for (let action = 0; action < taken.length; action++)
        taken[action] = read(taken, action) + read(times, action);
  }
}

/** @param end the first state of the slice that does not count */
function sampleSlice(search: Search, shared: Shared, slice: number, end: number): void {
  const { machine, samples, taken, store, observe } = search;
  const { batch, enabled, instances } = machine;
  const { words, parents } = batch;
  // What is found this time goes nowhere: it is compared with what the round has.
  batch.words = new Int32Array(store.words * instances.length);
  batch.parents = new Int32Array(instances.length);
  search.observe = () => undefined;
  let [state] = sliceOf(shared.round, slice);
  let nth = 0;
  try {
    for (; state < end; state++) {
      batch.pending = 0;
      machine.load(segmentOf(store, state), offsetOf(store, state));
      machine.expand(state);
      if (!areAgain(search, shared, slice, nth, state)) throw new ModelFault(IMPURE);
      nth += batch.pending;
      setAside(samples, state, state, enabled, taken);
    }
  } catch (error) {
    if (search.fault === null) blameModel(search, state, error);
  } finally {
    batch.pending = 0;
    batch.words = words;
    batch.parents = parents;
    search.observe = observe;
  }
}

const IMPURE = faultBecause(
  'a guard or an effect is not pure: a state had other successors when it was expanded again',
  null,
);

/** Whether the successors in the batch are those that the slice has from its `nth` one on, and no others of this state. */
function areAgain(
  { machine: { batch }, store }: Search,
  { round, stride }: Shared,
  slice: number,
  nth: number,
  state: number,
): boolean {
  const { words, code } = store;
  const count = tallied(round, slice, COUNT);
  const first = slice * stride + nth;
  const next = nth + batch.pending;
  if (next > count) return false;
  for (let at = 0; at < batch.pending; at++) {
    if (read(round.parents, first + at) !== state) return false;
    if (!code.equal(batch.words, at * words, round.words, (first + at) * words)) return false;
  }
  return next === count || read(round.parents, slice * stride + next) !== state;
}
