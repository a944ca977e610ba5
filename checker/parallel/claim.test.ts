import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place } from '../store/add.ts';
import { growIndex, reserve } from '../store/room.ts';
import { createStore, type StateStore } from '../store/store.ts';
import { type ClaimingData, claimSlices } from '../testing/claiming.ts';
import { compiled, threadOf } from '../testing/compiled.ts';
import { claimSlice, createClaimant, freshPositions } from './claim.ts';
import {
  BASE,
  CLAIMED,
  COUNT,
  createShared,
  EACH,
  FIRST,
  LAST,
  PRESENT,
  type Shared,
  TALLY,
  tallied,
  WITHDRAWN,
} from './shared.ts';
import { awaitOthers, call } from './steps.ts';

/** So few that most successors equal another one, or a stored state. */
const STATES = 300;
/** The states 0, 1, ... are stored. */
const STORED = 40;

/** @param most the largest number that the index must be able to hold */
function storeOfSome(most: number): StateStore {
  const store = createStore(1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true);
  reserve(store, STORED);
  for (let state = 0; state < STORED; state++) place(store, state, Int32Array.of(state), 0, -1);
  store.count = STORED;
  growIndex(store, most);
  return store;
}

function sharedBy(members: number, slices: number, successors: number): Shared {
  const sizes = { members, words: 1, actions: 0, instances: 0, properties: 0 };
  return createShared({ ...sizes, slices, parents: 1, successors });
}

/** Opens a round in which these are the successors of each slice. */
function open({ round, stride }: Shared, slices: readonly (readonly number[])[]): void {
  round.header[FIRST] = 0;
  round.header[LAST] = slices.length;
  round.header[EACH] = 1;
  round.header[BASE] = STORED;
  round.withdrawn.fill(0);
  for (const [slice, successors] of slices.entries()) {
    round.words.set(successors, slice * stride);
    round.tally[slice * TALLY + COUNT] = successors.length;
    round.tally[slice * TALLY + CLAIMED] = 0;
    round.tally[slice * TALLY + WITHDRAWN] = 0;
  }
}

/** The positions of those that are not stored and equal none before them. */
function firstOnes(slices: readonly (readonly number[])[]): number[] {
  const successors = slices.flat();
  return successors.flatMap((state, position) =>
    state >= STORED && successors.indexOf(state) === position ? [position] : [],
  );
}

/** What the index says, by state: the number plus one in its entries, without the bits of the hash. */
function entriesOf({ index }: StateStore): number[] {
  return [...index].filter((entry) => entry !== 0).map((entry) => entry & (index.length - 1));
}

/** Each state has one entry, which leads to the first of its successors, or to where it is stored. */
function expectIndexOf(store: StateStore, { stride }: Shared, slices: number[][]): void {
  const places = slices.flatMap((successors, slice) =>
    successors.map((_, nth) => STORED + slice * stride + nth + 1),
  );
  const stored = Array.from({ length: STORED }, (_, state) => state + 1);
  const expected = [...stored, ...firstOnes(slices).map((position) => places[position] as number)];
  expect(entriesOf(store).toSorted((a, b) => a - b)).toEqual(expected);
}

describe('of equal successors the first one is claimed', () => {
  it('in whatever order their slices are looked up', () => {
    const anySlices = fc.array(fc.array(fc.nat({ max: STATES - 1 }), { maxLength: 60 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(anySlices, fc.infiniteStream(fc.nat()), (slices, chances) => {
        const store = storeOfSome(STORED + slices.length * 64);
        const shared = sharedBy(2, slices.length, 64);
        open(shared, slices);
        const claimants = [0, 1].map(() => createClaimant(store, shared.round, shared.stride));
        const order = slices.map((_, slice) => ({ slice, chance: chances.next().value as number }));
        for (const { slice, chance } of order.toSorted((a, b) => a.chance - b.chance)) {
          const claimant = claimants[chance % 2] as (typeof claimants)[0];
          claimSlice(claimant, slice, tallied(shared.round, slice, COUNT));
        }
        expect(freshPositions(shared)).toEqual(firstOnes(slices));
        expectIndexOf(store, shared, slices);
      }),
      { numRuns: 500 },
    );
  });

  it('by threads that look them up at the same time', async () => {
    const store = storeOfSome(STORED + 40 * 64);
    const before = store.index.slice();
    const shared = sharedBy(3, 40, 64);
    const module = await compiled(new URL('../testing/claiming.ts', import.meta.url));
    const workerData: ClaimingData = {
      shared,
      index: store.index,
      segments: store.segments as Int32Array[],
    };
    const threads = [0, 1].map(() => threadOf(module, 'claimWithOthers', workerData));
    await Promise.all(threads.map((thread) => once(thread, 'message')));
    shared.plan[PRESENT] = 3;
    let withdrawn = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      store.index.set(before);
      let chance = seed;
      const slices = Array.from({ length: 40 }, () =>
        Array.from({ length: 20 }, () => {
          chance = (Math.imul(chance, 1664525) + 1013904223) | 0;
          return (chance >>> 8) % STATES;
        }),
      );
      open(shared, slices);
      call(shared);
      claimSlices(store, shared);
      await awaitOthers(shared, () => undefined);
      expect(freshPositions(shared)).toEqual(firstOnes(slices));
      expectIndexOf(store, shared, slices);
      for (let slice = 0; slice < 40; slice++) withdrawn += tallied(shared.round, slice, WITHDRAWN);
    }
    await Promise.all(threads.map((thread) => thread.terminate()));
    expect(withdrawn).toBeGreaterThan(0);
  });
});
