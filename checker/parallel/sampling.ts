/**
 * The audit's samples of a round: the same states as one worker sets aside. How many instances each parent enabled is not
 * kept, for which there were nearly always no samples: the few slices that have one are expanded once more. What they lead
 * to must be what they led to before.
 */
import { blameModel } from '../search/blame.ts';
import { judgesSteps } from '../search/claims.ts';
import { faultBecause, ModelFault } from '../search/fault.ts';
import type { Search } from '../search/progress.ts';
import { isAnySetAside, setAside } from '../search/samples.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { hashBatch } from './claim.ts';
import {
  DIGEST,
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
function sampleSlice(search: Search, { round }: Shared, slice: number, end: number): void {
  const { machine, samples, taken, store, observe } = search;
  const { batch, enabled } = machine;
  // What is found this time goes nowhere. Where nobody looks at steps, V8 would throw away what it has compiled.
  if (judgesSteps(search.model)) search.observe = () => undefined;
  const [first] = sliceOf(round, slice);
  let state = first;
  let digest = 0;
  try {
    for (; state < end; state++) {
      machine.load(segmentOf(store, state), offsetOf(store, state));
      machine.expand(state);
      digest = hashBatch(store, batch, digest);
      batch.pending = 0;
      setAside(samples, state, state, enabled, taken);
    }
    // The digest is that of all successors of the slice, whatever led to them. One that does not count as a whole is the
    // last one of a search.
    if (end < tallied(round, slice, END) || digest === tallied(round, slice, DIGEST)) return;
    state = first;
    throw impure(end - first);
  } catch (error) {
    if (search.fault === null) blameModel(search, state, error);
  } finally {
    batch.pending = 0;
    search.observe = observe;
  }
}

function impure(states: number): ModelFault {
  const which = states === 1 ? 'a state' : `this state, or one of the ${states - 1} after it,`;
  return new ModelFault(
    faultBecause(
      `a guard or an effect is not pure: ${which} had other successors when it was expanded again`,
      null,
    ),
  );
}
