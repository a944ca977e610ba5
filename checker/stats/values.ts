/** An exact set of the values of one component: a bitmap where they are few, a store of states else. */

import { addAll } from '../store/add.ts';
import { type Batch, createBatch } from '../store/batch.ts';
import { createStore } from '../store/store.ts';

/** Up to this many bits a value is a place in a bitmap: 128 KB of them. */
const BITMAP_BITS = 20;
/** Values that wait for the store together. */
const BATCH = 512;

export interface ValueSet {
  /** Where the next value is put before `add` is called. */
  readonly words: Int32Array;
  readonly offset: () => number;
  readonly add: () => void;
  /** How many distinct values there are. */
  readonly count: () => number;
  /** Whether some value found no room: then there are at least as many as were counted. */
  readonly isFull: () => boolean;
}

/** Whether values of so many bits take a bitmap. */
export function isSmall(bits: number): boolean {
  return bits <= BITMAP_BITS;
}

/** A set for values of so many bits, in so many words, that takes no more memory than is allowed. */
export function createValueSet(bits: number, words: number, maxBytes: number): ValueSet {
  return isSmall(bits) ? bitmap(bits) : stored(words, maxBytes);
}

function bitmap(bits: number): ValueSet {
  const seen = new Int32Array(Math.ceil(2 ** bits / 32));
  const words = new Int32Array(1);
  let count = 0;
  return {
    words,
    offset: () => 0,
    add: () => {
      const value = words[0] as number;
      const bit = 1 << (value & 31);
      if (((seen[value >>> 5] as number) & bit) !== 0) return;
      (seen[value >>> 5] as number) |= bit;
      count += 1;
    },
    count: () => count,
    isFull: () => false,
  };
}

function stored(width: number, maxBytes: number): ValueSet {
  const store = createStore(width, Number.POSITIVE_INFINITY, maxBytes);
  const batch: Batch = createBatch(width, BATCH);
  const flush = (): void => {
    if (store.shortage === null) addAll(store, batch);
    batch.pending = 0;
  };
  return {
    words: batch.words,
    offset: () => batch.pending * width,
    add: () => {
      batch.pending += 1;
      if (batch.pending === BATCH) flush();
    },
    count: () => {
      flush();
      return store.count;
    },
    isFull: () => store.shortage !== null,
  };
}
