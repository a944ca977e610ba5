/** Looks up slices of one round after another, together with other threads, until it is terminated. */
import { claimSlice, createClaimant } from '../parallel/claim.ts';
import { COUNT, type Shared, slicesOf, tallied } from '../parallel/shared.ts';
import { arrive, awaitCall, takeSlice } from '../parallel/steps.ts';
import { createStore, type StateStore } from '../store/store.ts';

/** What a thread is given: of the store it has the same index and the same segments. */
export interface ClaimingData {
  readonly shared: Shared;
  readonly index: Int32Array;
  readonly segments: readonly Int32Array[];
}

export function claimWithOthers(
  { shared, index, segments }: ClaimingData,
  ready: () => void,
): void {
  const store = createStore(1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true);
  store.index = index;
  store.segments.push(...segments);
  ready();
  for (let phase = 0; ; ) {
    phase = awaitCall(shared, phase);
    claimSlices(store, shared);
    arrive(shared);
  }
}

/** Looks up slices as long as there are any that nobody has taken. */
export function claimSlices(store: StateStore, shared: Shared): void {
  const claimant = createClaimant(store, shared.round, shared.stride);
  const slices = slicesOf(shared.round);
  for (let slice = takeSlice(shared); slice < slices; slice = takeSlice(shared))
    claimSlice(claimant, slice, tallied(shared.round, slice, COUNT));
}
