import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { place } from '../store/add.ts';
import { createBatch } from '../store/batch.ts';
import { growIndex, reserve } from '../store/room.ts';
import { createStore, numbers, type StateStore } from '../store/store.ts';
import { type ClaimingData, claimSlice, claimSlices } from '../testing/claiming.ts';
import { compiled, threadOf } from '../testing/compiled.ts';
import { type Fresh, freshOnes, hashBatch, isWithdrawn } from './claim.ts';
import {
  BASE,
  CLAIMED,
  createShared,
  EACH,
  FIRST,
  LAST,
  PRESENT,
  READY,
  read,
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

/** Opens a round of so many slices. */
function open({ round }: Shared, slices: number): void {
  round.header[FIRST] = 0;
  round.header[LAST] = slices;
  round.header[EACH] = 1;
  round.header[BASE] = STORED;
  round.withdrawn.fill(0);
  for (let slice = 0; slice < slices; slice++) {
    round.tally[slice * TALLY + CLAIMED] = 0;
    round.tally[slice * TALLY + WITHDRAWN] = 0;
  }
}

/** Those that are not stored and equal none before them. */
function firstOnes(slices: readonly (readonly number[])[]): Fresh[] {
  const successors = slices.flatMap((states) => states.map((state, nth) => ({ state, nth })));
  const seen = new Set<number>();
  return successors.flatMap(({ state, nth }, position) => {
    if (state < STORED || seen.has(state)) return [];
    seen.add(state);
    return [{ position, parent: nth }];
  });
}

/** What the index says, by state: the number plus one in its entries, without the bits of the hash. */
function entriesOf({ index }: StateStore): number[] {
  return [...index].filter((entry) => entry !== 0).map((entry) => entry & (index.length - 1));
}

/** Each state has one entry: it leads to where the state is stored, or lies in the round. */
function expectIndexOf(store: StateStore, { round, stride }: Shared, slices: number[][]): void {
  const states = slices.flatMap((_, slice) => {
    const places = Array.from(
      { length: tallied(round, slice, CLAIMED) },
      (_, nth) => slice * stride + nth,
    );
    return places.filter((place) => !isWithdrawn(round, place));
  });
  const stored = Array.from({ length: STORED }, (_, state) => state + 1);
  const expected = [...stored, ...states.map((place) => STORED + place + 1)];
  expect(entriesOf(store).toSorted((a, b) => a - b)).toEqual(expected);
  expect(states.map((place) => read(round.words, place))).toEqual([
    ...new Set(slices.flat().filter((state) => state >= STORED)),
  ]);
}

describe('a claim', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is not to be seen before the state that it leads to', () => {
    const store = storeOfSome(STORED + 2 * 64);
    const shared = sharedBy(2, 2, 64);
    open(shared, 2);
    const { compareExchange } = Atomics;
    const claimed: number[] = [];
    vi.spyOn(Atomics, 'compareExchange').mockImplementation(((
      index: Int32Array,
      slot: number,
      expected: number,
      entry: number,
    ) => {
      const place = (entry & (index.length - 1)) - 1 - STORED;
      claimed.push(read(shared.round.words, place));
      return compareExchange(index, slot, expected, entry);
    }) as typeof compareExchange);
    claimSlice(store, shared, 1, [100, 5, 101, 100]);
    claimSlice(store, shared, 0, [101, 102, 102]);
    expect(claimed).toEqual([100, 101, 101, 102]);
  });
});

it('the digest of a batch tells other successors, and other parents, from the same ones', () => {
  const store = storeOfSome(STORED);
  const digestOf = (successors: readonly [state: number, parent: number][]): number => {
    const batch = createBatch(1, successors.length);
    batch.words.set(successors.map(([state]) => state));
    batch.parents.set(successors.map(([, parent]) => parent));
    batch.pending = successors.length;
    return hashBatch(store, batch, 0);
  };
  const digests = [
    [
      [7, 1],
      [8, 1],
      [9, 2],
    ],
    [
      [7, 1],
      [8, 2],
      [9, 2],
    ],
    [
      [7, 1],
      [8, 1],
      [10, 2],
    ],
    [
      [8, 1],
      [7, 1],
      [9, 2],
    ],
    [
      [7, 1],
      [8, 1],
    ],
  ].map((successors) => digestOf(successors as [number, number][]));
  expect(new Set(digests).size).toBe(digests.length);
});

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
        open(shared, slices.length);
        const order = slices.map((_, slice) => ({ slice, chance: chances.next().value as number }));
        for (const { slice } of order.toSorted((a, b) => a.chance - b.chance))
          claimSlice(store, shared, slice, slices[slice] as number[]);
        expect(freshOnes(shared)).toEqual(firstOnes(slices));
        expectIndexOf(store, shared, slices);
      }),
      { numRuns: 500 },
    );
  });

  it('by threads that look them up at the same time', async () => {
    const each = 20;
    const store = storeOfSome(STORED + 40 * 64);
    const before = store.index.slice();
    const shared = sharedBy(3, 40, 64);
    const module = await compiled(new URL('../testing/claiming.ts', import.meta.url));
    const data: ClaimingData = {
      shared,
      index: store.index,
      segments: store.segments as Int32Array[],
      successors: numbers(40 * each, true),
      each,
    };
    const threads = [0, 1].map(() => threadOf(module, 'claimWithOthers', data));
    while (Atomics.load(shared.control, READY) < threads.length) await setTimeout(5);
    shared.plan[PRESENT] = 3;
    let withdrawn = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      store.index.set(before);
      let chance = seed;
      const slices = Array.from({ length: 40 }, () =>
        Array.from({ length: each }, () => {
          chance = (Math.imul(chance, 1664525) + 1013904223) | 0;
          return (chance >>> 8) % STATES;
        }),
      );
      data.successors.set(slices.flat());
      open(shared, 40);
      call(shared);
      claimSlices(store, data);
      await awaitOthers(shared, () => undefined);
      expect(freshOnes(shared)).toEqual(firstOnes(slices));
      expectIndexOf(store, shared, slices);
      for (let slice = 0; slice < 40; slice++) withdrawn += tallied(shared.round, slice, WITHDRAWN);
    }
    await Promise.all(threads.map((thread) => thread.terminate()));
    expect(withdrawn).toBeGreaterThan(0);
  });
});
