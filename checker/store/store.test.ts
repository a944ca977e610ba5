import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersFrom } from '../testing/values.ts';
import { addAll } from './add.ts';
import { type Batch, createBatch } from './batch.ts';
import { replaceIndex } from './room.ts';
import { createStore, offsetOf, parentOf, type StateStore, segmentOf } from './store.ts';
import { wordCode } from './words.ts';

const CAPACITY = 100;

/** Puts states into a batch; the parent of each is the number that it has in the row. */
function fill(batch: Batch, states: readonly (readonly number[])[], firstParent: number): void {
  states.forEach((words, at) => {
    batch.words.set(words, at * words.length);
    batch.parents[at] = firstParent + at;
  });
  batch.pending = states.length;
}

function stateAt(store: StateStore, state: number): number[] {
  const offset = offsetOf(store, state);
  return [...segmentOf(store, state).subarray(offset, offset + store.words)];
}

/** Adds states a batch at a time, and compares the store with a map from text to number. */
function addAndCompare(store: StateStore, states: readonly (readonly number[])[]): void {
  const known = new Map<string, number>();
  const batch = createBatch(store.words, CAPACITY);
  for (let first = 0; first < states.length; first += CAPACITY) {
    const slice = states.slice(first, first + CAPACITY);
    fill(batch, slice, first);
    const before = store.count;
    const fresh = slice.flatMap((words, at) => {
      const text = words.join();
      if (known.has(text)) return [];
      known.set(text, first + at);
      return [at];
    });
    expect(addAll(store, batch)).toBe(fresh.length);
    expect([...batch.fresh.subarray(0, fresh.length)]).toEqual(fresh);
    expect(batch.done).toBe(slice.length);
    expect(store.count).toBe(before + fresh.length);
  }
  const found = [...known].every(
    ([text, parent], number) =>
      stateAt(store, number).join() === text && parentOf(store, number) === parent,
  );
  expect(found).toBe(true);
}

describe('the store', () => {
  it('knows every state that it was given, by all of its words', () => {
    const word = fc.oneof(
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      fc.integer({ min: 0, max: 2 }),
    );
    const states = fc.integer({ min: 1, max: 5 }).chain((words) =>
      fc.array(fc.array(word, { minLength: words, maxLength: words }), {
        minLength: 1,
        maxLength: 400,
      }),
    );
    fc.assert(
      fc.property(states, (chosen) =>
        addAndCompare(createStore(chosen[0]?.length ?? 1, Infinity, Infinity), chosen),
      ),
    );
  });

  it('still does after its index and its segments have grown', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const next = numbersFrom(seed);
      const states = Array.from({ length: 60_000 }, () => [next() % 1000, next() % 1000]);
      addAndCompare(createStore(2, Infinity, Infinity), [...states, ...states]);
    }
  });

  it('tells apart states that differ in one bit', () => {
    const states = Array.from({ length: 64 * 32 }, (_, bit) => {
      const words = new Array<number>(64).fill(0);
      words[bit >>> 5] = 1 << (bit & 31);
      return words;
    });
    const store = createStore(64, Infinity, Infinity);
    addAndCompare(store, [...states, new Array<number>(64).fill(0), ...states]);
    expect(store.count).toBe(2049);
  });

  it('tells apart states of one hash', () => {
    const { hash } = wordCode(3);
    const next = numbersFrom(7);
    const known = new Map<number, number[]>();
    const pairs: number[][] = [];
    // Among so many a few have the same hash; and all have the same first word.
    for (let nth = 0; nth < 400_000; nth++) {
      const words = [0, next() | 0, next() | 0];
      const code = hash(Int32Array.from(words), 0);
      const other = known.get(code);
      if (other !== undefined && other.join() !== words.join()) pairs.push(other, words);
      known.set(code, words);
    }
    expect(pairs.length).toBeGreaterThan(2);
    addAndCompare(createStore(3, Infinity, Infinity), [...pairs, ...pairs]);
  });

  it('stops at the first state that finds no room, and says how far it got', () => {
    const store = createStore(1, 3, Infinity);
    const batch = createBatch(1, CAPACITY);
    fill(batch, [[5], [6], [5], [7], [6], [8], [5], [9]], 0);
    expect(addAll(store, batch)).toBe(3);
    expect(store).toMatchObject({ count: 3, shortage: 'states' });
    expect(batch.done).toBe(5);
  });

  it('finds known states when it is full', () => {
    const store = createStore(1, 3, Infinity);
    const batch = createBatch(1, CAPACITY);
    fill(batch, [[5], [6], [7]], 0);
    addAll(store, batch);
    fill(batch, [[7], [6], [5]], 0);
    expect(addAll(store, batch)).toBe(0);
    expect(store.shortage).toBe(null);
    expect(batch.done).toBe(3);
  });

  it('has an index of powers of four up to three million states, and of two beyond', () => {
    const store = createStore(1, Infinity, Infinity);
    const bitsFor = (states: number): number => {
      expect(replaceIndex(store, states, 0)).toBe(true);
      return store.indexBits;
    };
    expect([200_000, 3_100_000, 3_200_000, 7_000_000].map(bitsFor)).toEqual([20, 22, 23, 24]);
  });

  it('counts the bytes of its segments and its index', () => {
    const store = createStore(3, Infinity, Infinity);
    const { bytes } = store;
    addAndCompare(
      store,
      Array.from({ length: 60_000 }, (_, n) => [n, 0, 0]),
    );
    const held = store.segments.reduce(
      (sum, segment) => sum + (segment?.byteLength ?? 0),
      store.index.byteLength,
    );
    expect(store.bytes).toBe(held);
    expect(bytes).toBe(createStore(3, Infinity, Infinity).index.byteLength);
  });
});
