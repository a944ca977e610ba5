/**
 * The set of visited states, stored exactly: full packed states in segments that only grow, found
 * through an open-addressing index. A state's number is its position; in breadth-first order the
 * store is the queue as well.
 *
 * An index entry holds the state's number plus one in its low bits, and the high bits of the state's
 * hash in the rest: most other states are told apart without reading them. Whether two states are
 * equal is always decided on all of their words.
 */
import { generate } from '../schema/codec.ts';

const SEGMENT_BITS = 14;
const SEGMENT_STATES = 2 ** SEGMENT_BITS;
const SEGMENT_MASK = SEGMENT_STATES - 1;
const FIRST_INDEX_BITS = 14;
/** With more, an entry would have no room for a hash tag. 2^30 entries hold 805 million states. */
const MOST_INDEX_BITS = 30;
/** The index doubles when it is this full; fuller probes longer, emptier wastes memory. */
const FULLEST = 0.7;

/** Why a state found no room. */
export type Shortage = 'states' | 'memory';

export interface StoreLimits {
  readonly maxStates: number;
  /** Bytes that the states and their index may take together. */
  readonly maxBytes: number;
}

export interface StateStore {
  /** How many states are stored. */
  readonly count: () => number;
  readonly bytes: () => number;
  /**
   * Adds the first `count` states of a batch, in order, unless known. `batch.fresh` gets the position
   * of each new one; they take the next numbers in turn. Returns how many were new; fewer than there
   * should be when there was no room, and then `shortage` says why and `batch.done` how far it got.
   */
  readonly addAll: (batch: Batch, count: number) => number;
  readonly shortage: () => Shortage | null;
  /** The segment that holds a state's words, and where in it they begin. */
  readonly segmentOf: (index: number) => Int32Array;
  readonly offsetOf: (index: number) => number;
  /** The number of the state from which this one was first reached; -1 for an initial state. */
  readonly parentOf: (index: number) => number;
}

/** Successors on their way into the store; a batch, so that cache misses of the index overlap. */
export interface Batch {
  readonly words: Int32Array;
  readonly parents: Int32Array;
  readonly hashes: Int32Array;
  readonly fresh: Int32Array;
  done: number;
}

export function createBatch(words: number, capacity: number): Batch {
  return {
    words: new Int32Array(words * capacity),
    parents: new Int32Array(capacity),
    hashes: new Int32Array(capacity),
    fresh: new Int32Array(capacity),
    done: 0,
  };
}

interface WordCode {
  readonly hash: (words: Int32Array, offset: number) => number;
  readonly equal: (a: Int32Array, aOffset: number, b: Int32Array, bOffset: number) => boolean;
  readonly copy: (from: Int32Array, offset: number, to: Int32Array, toOffset: number) => void;
}

/** Straight-line hashing (a multiply-and-shift round a word), comparing and copying. */
function wordCode(words: number): WordCode {
  const each = (line: (word: number) => string): string[] =>
    Array.from({ length: words }, (_, word) => line(word));
  const mix = (word: number): string =>
    `h = Math.imul(h ^ words[offset + ${word}], 0x85ebca6b); h ^= h >>> 15;`;
  const finish = 'h = Math.imul(h, 0xc2b2ae35); return h ^ (h >>> 16);';
  return {
    hash: generate(['words', 'offset'], ['let h = 0x2545f491;', ...each(mix), finish]),
    equal: generate(
      ['a', 'i', 'b', 'j'],
      [`return ${each((word) => `a[i + ${word}] === b[j + ${word}]`).join(' && ')};`],
    ),
    copy: generate(
      ['from', 'i', 'to', 'j'],
      each((word) => `to[j + ${word}] = from[i + ${word}];`),
    ),
  } as WordCode;
}

/** Creates an empty store for states of `words` 32-bit words. */
export function createStore(words: number, limits: StoreLimits): StateStore {
  const { hash, equal, copy } = wordCode(words);
  const stride = words + 1;
  const segmentBytes = SEGMENT_STATES * stride * 4;
  const segments: Int32Array[] = [];
  let stored = 0;
  let room = 0;
  let bits = FIRST_INDEX_BITS;
  let table: Int32Array = new Int32Array(2 ** bits);
  let mask = 2 ** bits - 1;
  let fullAt = Math.floor(2 ** bits * FULLEST);
  let bytes = table.byteLength;
  let shortage: Shortage | null = null;
  let touched = 0;

  const offsetOf = (index: number): number => (index & SEGMENT_MASK) * stride;
  const segmentOf = (index: number): Int32Array => segments[index >>> SEGMENT_BITS] as Int32Array;

  /** Allocates, or says that it cannot: a failed allocation ends a run, never the process. */
  function allocate(length: number): Int32Array | null {
    if (bytes + length * 4 <= limits.maxBytes) {
      try {
        const array = new Int32Array(length);
        bytes += length * 4;
        return array;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    shortage = 'memory';
    return null;
  }

  function growIndex(): boolean {
    const larger = bits < MOST_INDEX_BITS ? allocate(2 ** (bits + 1)) : null;
    if (larger === null) {
      shortage = 'memory';
      return false;
    }
    bytes -= table.byteLength;
    bits += 1;
    table = larger;
    mask = 2 ** bits - 1;
    fullAt = Math.floor(2 ** bits * FULLEST);
    for (let index = 0; index < stored; index++) {
      const h = hash(segmentOf(index), offsetOf(index));
      let slot = h & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = (h & ~mask) | (index + 1);
    }
    return true;
  }

  function makeRoom(): boolean {
    if (stored >= limits.maxStates) {
      shortage = 'states';
      return false;
    }
    if (stored >= fullAt && !growIndex()) return false;
    if (stored < room) return true;
    const segment = allocate(segmentBytes / 4);
    if (segment === null) return false;
    segments.push(segment);
    room += SEGMENT_STATES;
    return true;
  }

  /** Hashes a batch and reads what the probes will need, so that the cache misses overlap. */
  function prepare(batch: Batch, count: number): void {
    const { words: packed, hashes } = batch;
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const h = hash(packed, at * words);
      hashes[at] = h;
      sum += table[h & mask] as number;
    }
    for (let at = 0; at < count; at++) {
      const h = hashes[at] as number;
      const entry = table[h & mask] as number;
      if (entry !== 0 && ((entry ^ h) & ~mask) === 0) {
        const index = (entry & mask) - 1;
        sum += segmentOf(index)[offsetOf(index)] as number;
      }
    }
    touched = sum | 0;
  }

  function addAll(batch: Batch, count: number): number {
    prepare(batch, count);
    const { words: packed, hashes, parents, fresh } = batch;
    let added = 0;
    for (let at = 0; at < count; at++) {
      const h = hashes[at] as number;
      let slot = h & mask;
      let known = false;
      for (let entry = table[slot] as number; entry !== 0; entry = table[slot] as number) {
        if (((entry ^ h) & ~mask) === 0) {
          const index = (entry & mask) - 1;
          if (equal(packed, at * words, segmentOf(index), offsetOf(index))) {
            known = true;
            break;
          }
        }
        slot = (slot + 1) & mask;
      }
      if (known) continue;
      if (stored === room || stored >= fullAt || stored >= limits.maxStates) {
        if (!makeRoom()) {
          batch.done = at;
          return added;
        }
        slot = h & mask;
        while (table[slot] !== 0) slot = (slot + 1) & mask;
      }
      const segment = segmentOf(stored);
      const offset = offsetOf(stored);
      copy(packed, at * words, segment, offset);
      segment[offset + words] = parents[at] as number;
      table[slot] = (h & ~mask) | (stored + 1);
      fresh[added] = at;
      added += 1;
      stored += 1;
    }
    batch.done = count;
    return added;
  }

  return {
    count: () => stored,
    bytes: () => bytes + (touched & 0),
    addAll,
    shortage: () => shortage,
    segmentOf,
    offsetOf,
    parentOf: (index) => segmentOf(index)[offsetOf(index) + words] as number,
  };
}
