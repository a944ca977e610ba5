/**
 * The set of visited states, stored exactly: full packed states in segments that only grow, found
 * through an open-addressing index. A state's number is its position; in breadth-first order the
 * store is the queue as well.
 *
 * An index entry holds the state's number plus one in its low bits, and the high bits of the state's
 * hash in the rest: most other states are told apart without reading them. Whether two states are
 * equal is always decided on all of their words.
 */
import { type WordCode, wordCode } from './words.ts';

const SEGMENT_BITS = 14;
export const SEGMENT_STATES = 2 ** SEGMENT_BITS;
const SEGMENT_MASK = SEGMENT_STATES - 1;
/**
 * Small, so that the index has grown before V8 optimises what adds states: code that has never met a full
 * index is thrown away when it does, at 50,000 states.
 */
const FIRST_INDEX_BITS = 8;
/** With more, an entry would have no room for a hash tag. 2^30 entries hold 750 million states. */
export const MOST_INDEX_BITS = 30;
/** The index grows when it is this full; fuller probes longer, emptier wastes memory. */
export const FULLEST = 0.75;

/** Why a state found no room. */
export type Shortage = 'states' | 'memory' | 'disk';

export interface StateStore {
  readonly words: number;
  readonly code: WordCode;
  /** Whether other threads can read the segments, and the index. */
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
  /** Keeps reads that only fill the cache from being optimised away. */
  touched: number;
}

/** Creates an empty store for states of `words` 32-bit words. */
export function createStore(
  words: number,
  maxStates: number,
  maxBytes: number,
  shared = false,
): StateStore {
  const first = 2 ** FIRST_INDEX_BITS;
  const index = shared ? growable(first, maxBytes) : new Int32Array(first);
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

/**
 * @param shared whether other threads can read and write them
 * @throws RangeError when there is no memory for them
 */
export function numbers(length: number, shared: boolean): Int32Array {
  return shared ? new Int32Array(new SharedArrayBuffer(4 * length)) : new Int32Array(length);
}

/**
 * Numbers that other threads can read and write, of which there may be more later, in the same memory: V8 does not count
 * shared memory that is given up, and would keep every index that was replaced. Addresses are reserved for as many as
 * `maxBytes` allow. Where there are fewer to be had (`ulimit -v`), the index cannot grow as far.
 */
function growable(length: number, maxBytes: number): Int32Array {
  let most = 4 * 2 ** MOST_INDEX_BITS;
  while (most > maxBytes && most > 4 * length) most /= 2;
  for (; ; most /= 2) {
    try {
      return new Int32Array(new SharedArrayBuffer(4 * length, { maxByteLength: most }), 0, length);
    } catch (error) {
      if (!(error instanceof RangeError) || most === 4 * length) throw error;
    }
  }
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
