/** A member's first part of a round: the successors of the slices that it takes, and which of them are new. */
import { offsetOf, segmentOf } from '../store/store.ts';
import { claimSlice } from './claim.ts';
import type { Member } from './member.ts';
import {
  CLAIMED,
  COUNT,
  DEADLOCK_AT,
  DEADLOCK_PARENT,
  END,
  FAULT_AT,
  FAULT_PARENT,
  read,
  sliceOf,
  slicesOf,
  TAKER,
  TALLY,
  WITHDRAWN,
} from './shared.ts';
import { takeSlice } from './steps.ts';

/** Expands slices as long as there are any that nobody has taken. */
export function expandSlices(member: Member): void {
  const slices = slicesOf(member.shared.round);
  for (let slice = takeSlice(member.shared); slice < slices; slice = takeSlice(member.shared))
    expandSlice(member, slice);
}

export function expandSlice(member: Member, slice: number): void {
  const { shared, machine, at, claimant } = member;
  const { batch } = machine;
  const { round, stride } = shared;
  at.slice = slice;
  at.start = slice * stride;
  batch.words = round.words;
  batch.parents = round.parents;
  batch.pending = at.start;
  clearSlice(member, slice);
  findSuccessors(member, slice, at.start);
  const count = batch.pending - at.start;
  // From here on they are the round's; the batch of the first member is the search's own.
  batch.pending = 0;
  round.tally[slice * TALLY + COUNT] = count;
  claimSlice(claimant, slice, count);
}

function findSuccessors(member: Member, slice: number, start: number): void {
  const { shared, machine, store } = member;
  const { round } = shared;
  const { batch, model } = machine;
  const [first, last] = sliceOf(round, slice);
  const full = start + shared.room - machine.instances.length;
  const tallied = slice * TALLY;
  const { tally } = round;
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

/** Before any of its successors is claimed: other members may withdraw a claim from then on. */
function clearSlice({ id, shared, machine: { model }, taken }: Member, slice: number): void {
  const { round, stride } = shared;
  const properties = model.properties.length;
  round.tally.fill(-1, slice * TALLY, (slice + 1) * TALLY);
  round.tally[slice * TALLY + TAKER] = id;
  round.tally[slice * TALLY + CLAIMED] = 0;
  round.tally[slice * TALLY + WITHDRAWN] = 0;
  round.withdrawn.fill(0, (slice * stride) / 32, ((slice + 1) * stride) / 32);
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
