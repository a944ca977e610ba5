/** A member's first part of a round: the successors of the slices that it takes. */
import { offsetOf, segmentOf } from '../store/store.ts';
import type { Member } from './member.ts';
import { routeSlice } from './route.ts';
import {
  COUNT,
  DEADLOCK_AT,
  DEADLOCK_PARENT,
  END,
  FAULT_AT,
  FAULT_PARENT,
  type Round,
  read,
  sliceOf,
  slicesOf,
  TALLY,
} from './shared.ts';
import { takeSlice } from './steps.ts';

/** Expands slices that nobody has taken, at most so many. Returns how many there were. */
export function expandSlices(member: Member, round: Round, most: number): number {
  const { machine, shared, at, router, store } = member;
  const { batch } = machine;
  const slices = slicesOf(round);
  batch.words = round.words;
  batch.parents = round.parents;
  at.round = round;
  let done = 0;
  for (; done < most; done++) {
    const slice = takeSlice(shared);
    if (slice >= slices) break;
    at.slice = slice;
    at.start = slice * shared.stride;
    expandSlice(member, round, slice);
    const count = batch.pending - at.start;
    round.tally[slice * TALLY + COUNT] = count;
    routeSlice(router, store, round, slice, at.start, count);
  }
  // From here on they are the round's; the batch of the first member is the search's own.
  batch.pending = 0;
  return done;
}

function expandSlice(member: Member, round: Round, slice: number): void {
  const { shared, machine, store } = member;
  const { batch, model } = machine;
  const [first, last] = sliceOf(round, slice);
  clearSlice(member, round, slice);
  const start = slice * shared.stride;
  const full = start + shared.room - machine.instances.length;
  const tallied = slice * TALLY;
  const { tally } = round;
  batch.pending = start;
  let parent = first;
  for (; parent < last && batch.pending <= full; parent++) {
    const before = batch.pending;
    machine.load(segmentOf(store, parent), offsetOf(store, parent));
    try {
      machine.expand(parent);
    } catch {
      // The first member tells the story, when it has heard of all that came before.
      tally[tallied + FAULT_PARENT] = parent;
      tally[tallied + FAULT_AT] = batch.pending - start;
      parent += 1;
      break;
    }
    noteEnabled(member);
    if (batch.pending > before || model.deadlock === 'allowed') continue;
    if (read(tally, tallied + DEADLOCK_PARENT) !== -1) continue;
    tally[tallied + DEADLOCK_PARENT] = parent;
    tally[tallied + DEADLOCK_AT] = batch.pending - start;
  }
  tally[tallied + END] = parent;
  round.taken.set(member.taken, slice * member.taken.length);
}

function clearSlice({ machine: { model }, taken }: Member, round: Round, slice: number): void {
  const properties = model.properties.length;
  round.tally.fill(-1, slice * TALLY, (slice + 1) * TALLY);
  taken.fill(0);
  round.stepAt.fill(-1, slice * properties, (slice + 1) * properties);
}

/**
 * Without a branch on what is enabled, which nothing could predict. Sums are the member's own until the slice is done:
 * those of two slices share a cache line, for which two members contended (a thirtieth of their time).
 */
function noteEnabled({ machine: { enabled }, taken }: Member): void {
  for (let action = 0; action < enabled.length; action++)
    taken[action] = read(taken, action) + (-read(enabled, action) >>> 31);
}
