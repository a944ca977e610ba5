/**
 * The set of visited states, stored exactly: full packed states in segments that only grow, found
 * through an open-addressing index. A state's number is its position; in breadth-first order the
 * store is the queue as well.
 *
 * An index entry holds the state's number plus one in its low bits, and the high bits of the state's
 * hash in the rest: most other states are told apart without reading them. Whether two states are
 * equal is always decided on all of their words.
 */
import type { Batch } from './batch.ts';
import { type WordCode, wordCode } from './words.ts';

const SEGMENT_BITS = 14;
export const SEGMENT_STATES = 2 ** SEGMENT_BITS;
const SEGMENT_MASK = SEGMENT_STATES - 1;
const FIRST_INDEX_BITS = 16;
/** Below this the index grows fourfold, to move fewer entries; above it doubles, to waste less. */
const SMALL_INDEX_BITS = 22;
/** With more, an entry would have no room for a hash tag. 2^30 entries hold 750 million states. */
const MOST_INDEX_BITS = 30;
/** The index grows when it is this full; fuller probes longer, emptier wastes memory. */
export const FULLEST = 0.75;

/** Why a state found no room. */
export type Shortage = 'states' | 'memory' | 'disk';

export interface StateStore {
  readonly words: number;
  readonly code: WordCode;
  /** Whether other threads can read the segments. */
  readonly shared: boolean;
  readonly maxStates: number;
  readonly maxBytes: number;
  /** Each state's words, then the number of the state it was first reached from; none where it is on disk. */
  readonly segments: (Int32Array | undefined)[];
  /** Fetches a segment that is on disk; it is good until the next call. */
  readBack: (segment: number) => Int32Array;
  /** How many states are stored. */
  count: number;
  /** How many fit the segments. */
  room: number;
  index: Int32Array;
  indexBits: number;
  /** The count at which the index grows. */
  indexFullAt: number;
  /** What the segments and the index take. */
  bytes: number;
  shortage: Shortage | null;
  /** Keeps the reads of `prefetch` from being optimised away. */
  touched: number;
}

/** Creates an empty store for states of `words` 32-bit words. */
export function createStore(
  words: number,
  maxStates: number,
  maxBytes: number,
  shared = false,
): StateStore {
  const index = new Int32Array(2 ** FIRST_INDEX_BITS);
  return {
    words,
    code: wordCode(words),
    shared,
    maxStates,
    maxBytes,
    segments: [],
    readBack: (segment) => {
      throw new RangeError(`no states are stored in segment ${segment}`);
    },
    count: 0,
    room: 0,
    index,
    indexBits: FIRST_INDEX_BITS,
    indexFullAt: Math.floor(index.length * FULLEST),
    bytes: index.byteLength,
    shortage: null,
    touched: 0,
  };
}

/** The segment that holds a state's words. */
export function segmentOf(store: StateStore, state: number): Int32Array {
  const segment = state >>> SEGMENT_BITS;
  return store.segments[segment] ?? store.readBack(segment);
}

/** Where in its segment a state's words begin. */
export function offsetOf(store: StateStore, state: number): number {
  return (state & SEGMENT_MASK) * (store.words + 1);
}

/** The number of the state from which this one was first reached; -1 for an initial state. */
export function parentOf(store: StateStore, state: number): number {
  return segmentOf(store, state)[offsetOf(store, state) + store.words] as number;
}

/**
 * Adds the waiting states of a batch, in order, unless known. New ones take the next numbers in turn
 * and have their positions in `batch.fresh`. Returns how many were new. Out of room it stops at the
 * first state that needs some: `store.shortage` says why, `batch.done` how far it got.
 */
export function addAll(store: StateStore, batch: Batch): number {
  prefetch(store, batch);
  const { words, code } = store;
  const { pending, words: packed, hashes, fresh } = batch;
  let { index } = store;
  let mask = index.length - 1;
  let added = 0;
  for (let at = 0; at < pending; at++) {
    const hash = hashes[at] as number;
    let slot = hash & mask;
    let entry = index[slot] as number;
    while (entry !== 0) {
      if (((entry ^ hash) & ~mask) === 0) {
        const state = (entry & mask) - 1;
        if (code.equal(packed, at * words, segmentOf(store, state), offsetOf(store, state))) break;
      }
      slot = (slot + 1) & mask;
      entry = index[slot] as number;
    }
    if (entry !== 0) continue;
    if (!hasRoom(store)) {
      if (!makeRoom(store)) {
        batch.done = at;
        return added;
      }
      index = store.index;
      mask = index.length - 1;
      slot = freeSlot(index, hash);
    }
    index[slot] = (hash & ~mask) | (store.count + 1);
    place(store, store.count, packed, at, batch.parents[at] as number);
    store.count += 1;
    fresh[added] = at;
    added += 1;
  }
  batch.done = pending;
  return added;
}

/** The number of the state that is packed in `words`, or -1 when it is not stored. */
export function findState(store: StateStore, words: Int32Array, offset: number): number {
  const { index, code } = store;
  const mask = index.length - 1;
  const hash = code.hash(words, offset);
  for (let slot = hash & mask; index[slot] !== 0; slot = (slot + 1) & mask) {
    const entry = index[slot] as number;
    const state = (entry & mask) - 1;
    if (((entry ^ hash) & ~mask) !== 0) continue;
    if (code.equal(words, offset, segmentOf(store, state), offsetOf(store, state))) return state;
  }
  return -1;
}

/** Hashes a batch and reads what the probes will read, so that the cache misses overlap. */
function prefetch(store: StateStore, batch: Batch): void {
  const { index, code, words } = store;
  const { pending, words: packed, hashes } = batch;
  const mask = index.length - 1;
  let touched = 0;
  for (let at = 0; at < pending; at++) {
    const hash = code.hash(packed, at * words);
    hashes[at] = hash;
    touched ^= index[hash & mask] as number;
  }
  for (let at = 0; at < pending; at++) {
    const hash = hashes[at] as number;
    const entry = index[hash & mask] as number;
    if (entry === 0 || ((entry ^ hash) & ~mask) !== 0) continue;
    const state = (entry & mask) - 1;
    touched ^= segmentOf(store, state)[offsetOf(store, state)] as number;
  }
  store.touched = touched;
}

/**
 * Writes a state where the one with this number lies, for which there must be room.
 * @param words packed states, of which it is the one numbered `at`
 */
export function place(
  store: StateStore,
  number: number,
  words: Int32Array,
  at: number,
  parent: number,
): void {
  const segment = segmentOf(store, number);
  const offset = offsetOf(store, number);
  store.code.copy(words, at * store.words, segment, offset);
  segment[offset + store.words] = parent;
}

function hasRoom({ count, room, indexFullAt, maxStates }: StateStore): boolean {
  return count < room && count < indexFullAt && count < maxStates;
}

/**
 * Makes sure that so many more states find room, as far as they may be stored at all. Returns false, and
 * says why in `shortage`, if there is no memory for them.
 */
export function reserve(store: StateStore, states: number): boolean {
  const needed = Math.min(store.count + states, store.maxStates);
  if (needed > store.indexFullAt && !growIndex(store, needed)) return false;
  while (store.room < needed) if (!addSegment(store)) return false;
  return true;
}

function makeRoom(store: StateStore): boolean {
  if (store.count >= store.maxStates) {
    store.shortage = 'states';
    return false;
  }
  if (store.count >= store.indexFullAt && !growIndex(store, store.count + 1)) return false;
  return store.count < store.room || addSegment(store);
}

/** Makes room for more states. Returns false, and says why in `shortage`, if there is no memory for them. */
export function addSegment(store: StateStore): boolean {
  const segment = allocate(store, SEGMENT_STATES * (store.words + 1), store.shared);
  if (segment === null) return false;
  store.segments.push(segment);
  store.room += SEGMENT_STATES;
  return true;
}

/**
 * Takes memory that counts as the store's. Null, and a shortage, when there is none: a failed allocation
 * ends a run with a true partial verdict; it never ends the process.
 */
export function allocate(store: StateStore, length: number, shared = false): Int32Array | null {
  if (store.bytes + length * 4 <= store.maxBytes) {
    try {
      const array = shared
        ? new Int32Array(new SharedArrayBuffer(4 * length))
        : new Int32Array(length);
      store.bytes += array.byteLength;
      return array;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  store.shortage = 'memory';
  return null;
}

/** Makes an index that is large enough for so many states, and enters those that are stored. */
export function growIndex(store: StateStore, states: number): boolean {
  let bits = store.indexBits;
  while (Math.floor(2 ** bits * FULLEST) < states) bits += bits < SMALL_INDEX_BITS ? 2 : 1;
  if (bits > MOST_INDEX_BITS) {
    store.shortage = 'memory';
    return false;
  }
  const index = allocate(store, 2 ** bits);
  if (index === null) return false;
  store.bytes -= store.index.byteLength;
  store.index = index;
  store.indexBits = bits;
  store.indexFullAt = Math.floor(index.length * FULLEST);
  enterStates(store, 0, store.count);
  return true;
}

/** Enters stored states that the index does not have: from one number up to, and without, another. */
export function enterStates(store: StateStore, from: number, to: number): void {
  const { index, code } = store;
  const mask = index.length - 1;
  for (let state = from; state < to; state++) {
    const hash = code.hash(segmentOf(store, state), offsetOf(store, state));
    index[freeSlot(index, hash)] = (hash & ~mask) | (state + 1);
  }
}

/** The first free place for a state with this hash. */
export function freeSlot(index: Int32Array, hash: number): number {
  const mask = index.length - 1;
  let slot = hash & mask;
  while (index[slot] !== 0) slot = (slot + 1) & mask;
  return slot;
}
