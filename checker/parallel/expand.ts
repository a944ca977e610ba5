/** A member's first part of a round: the successors of the slices that it takes, and which of them are new. */
import { batchIsFull } from '../search/machine.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { claimBatch } from './claim.ts';
import type { Member } from './member.ts';
import {
  CLAIMED,
  COUNT,
  DEADLOCK_AT,
  DEADLOCK_PARENT,
  DIGEST,
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

export function expandSlice(member: Member, nth: number): void {
  const { machine, slice, shared } = member;
  const { tally } = shared.round;
  slice.nth = nth;
  slice.found = 0;
  slice.claimed = 0;
  slice.digest = 0;
  clearSlice(member, nth);
  findSuccessors(member, nth);
  claimBatch(member, machine.batch);
  tally[nth * TALLY + COUNT] = slice.found;
  tally[nth * TALLY + CLAIMED] = slice.claimed;
  tally[nth * TALLY + DIGEST] = slice.digest;
}

function findSuccessors(member: Member, nth: number): void {
  const { shared, machine, store, slice } = member;
  const { round } = shared;
  const { batch, model } = machine;
  const [first, last] = sliceOf(round, nth);
  const full = shared.room - machine.instances.length;
  const tallied = nth * TALLY;
  const { tally } = round;
  let parent = first;
  for (; parent < last && slice.found + batch.pending <= full; parent++) {
    if (batchIsFull(machine)) claimBatch(member, batch);
    const before = batch.pending;
    slice.parent = parent;
    machine.load(segmentOf(store, parent), offsetOf(store, parent));
    try {
      machine.expand(parent);
    } catch {
      // The first member tells the story, when it has heard of all that came before.
      tally[tallied + FAULT_PARENT] = parent;
      tally[tallied + FAULT_AT] = slice.found + batch.pending;
      parent += 1;
      break;
    }
    noteEnabled(member);
    if (batch.pending > before || model.deadlock === 'allowed') continue;
    if (read(tally, tallied + DEADLOCK_PARENT) !== -1) continue;
    tally[tallied + DEADLOCK_PARENT] = parent;
    tally[tallied + DEADLOCK_AT] = slice.found + batch.pending;
  }
  tally[tallied + END] = parent;
  round.taken.set(member.taken, nth * member.taken.length);
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
