/** Looks up slices of one round after another, together with other threads, until it is terminated. */
import { claimBatch } from '../parallel/claim.ts';
import { CLAIMED, COUNT, READY, type Shared, slicesOf, TALLY } from '../parallel/shared.ts';
import { arrive, awaitCall, takeSlice } from '../parallel/steps.ts';
import { createBatch } from '../store/batch.ts';
import { createStore, type StateStore } from '../store/store.ts';

/** What a thread is given: of the store it has the same index and the same segments. */
export interface ClaimingData {
  readonly shared: Shared;
  readonly index: Int32Array;
  readonly segments: readonly Int32Array[];
  /** The successors of all slices, states of one word. */
  readonly successors: Int32Array;
  /** Of a slice. */
  readonly each: number;
}

export function claimWithOthers(data: ClaimingData): void {
  const store = createStore(1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  store.index = data.index;
  store.segments.push(...data.segments);
  Atomics.add(data.shared.control, READY, 1);
  for (let phase = 0; ; ) {
    phase = awaitCall(data.shared, phase);
    claimSlices(store, data);
    arrive(data.shared);
  }
}

/** Looks up slices as long as there are any that nobody has taken. */
export function claimSlices(store: StateStore, { shared, successors, each }: ClaimingData): void {
  const slices = slicesOf(shared.round);
  for (let slice = takeSlice(shared); slice < slices; slice = takeSlice(shared))
    claimSlice(store, shared, slice, successors.subarray(slice * each, (slice + 1) * each));
}

/** Looks a slice's successors up in two batches. */
export function claimSlice(
  store: StateStore,
  shared: Shared,
  nth: number,
  successors: ArrayLike<number>,
): void {
  const slice = { nth, parent: 0, found: 0, claimed: 0, digest: 0 };
  const batch = createBatch(1, successors.length);
  const half = Math.floor(successors.length / 2);
  for (let at = 0; at < successors.length; at++) {
    if (at === half) claimBatch({ store, shared, slice }, batch);
    batch.words[batch.pending] = successors[at] as number;
    batch.parents[batch.pending] = at;
    batch.pending += 1;
  }
  claimBatch({ store, shared, slice }, batch);
  const { tally } = shared.round;
  tally[nth * TALLY + COUNT] = slice.found;
  tally[nth * TALLY + CLAIMED] = slice.claimed;
}
