/** The room that a store has for states: its segments, its index, and the memory that they may take. */
import { readEntries } from './ahead.ts';
import {
  FULLEST,
  MOST_INDEX_BITS,
  numbers,
  offsetOf,
  SEGMENT_STATES,
  type StateStore,
  segmentOf,
} from './store.ts';

/** Below this the index grows fourfold, to move fewer entries; above it doubles, to waste less. */
const SMALL_INDEX_BITS = 22;
/** States that are entered together: what is read for them ahead must stay in the cache. */
const CHUNK = 512;

/** Whether one more state finds room without making any. */
export function hasRoom({ count, room, indexFullAt, maxStates }: StateStore): boolean {
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

/** Makes room for one more state. Returns false, and says why in `shortage`, if there is none to be had. */
export function makeRoom(store: StateStore): boolean {
  if (store.count >= store.maxStates) {
    store.shortage = 'states';
    return false;
  }
  if (store.count >= store.indexFullAt && !growIndex(store, store.count + 1)) return false;
  return store.count < store.room || addSegment(store);
}

/** Makes room for more states. Returns false, and says why in `shortage`, if there is no memory for them. */
export function addSegment(store: StateStore): boolean {
  const segment = allocate(store, SEGMENT_STATES * (store.words + 1));
  if (segment === null) return false;
  store.segments.push(segment);
  store.room += SEGMENT_STATES;
  return true;
}

/**
 * Takes memory that counts as the store's. Null, and a shortage, when there is none: a failed allocation
 * ends a run with a true partial verdict; it never ends the process.
 */
export function allocate(store: StateStore, length: number): Int32Array | null {
  if (store.bytes + length * 4 <= store.maxBytes) {
    try {
      const array = numbers(length, store.shared);
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
  if (!replaceIndex(store, states, states)) return false;
  // Written, so that reading ahead meets memory: a page that is read first is mapped twice.
  store.index.fill(0);
  enterStates(store, 0, store.count);
  return true;
}

/**
 * Makes a larger index that is empty. Returns false, and says why in `shortage`, if there is no memory for it.
 * @param states how many it is to hold
 * @param most the largest number plus one that its entries are to hold
 */
export function replaceIndex(store: StateStore, states: number, most: number): boolean {
  let bits = store.indexBits;
  while (Math.floor(2 ** bits * FULLEST) < states || 2 ** bits <= most)
    bits += bits < SMALL_INDEX_BITS ? 2 : 1;
  if (bits > MOST_INDEX_BITS) {
    store.shortage = 'memory';
    return false;
  }
  const index = store.shared ? grown(store, 2 ** bits) : replaced(store, 2 ** bits);
  if (index === null) return false;
  store.index = index;
  store.indexBits = bits;
  store.indexFullAt = Math.floor(index.length * FULLEST);
  return true;
}

/** Another index, for which this one is given up. Null, and a shortage, where there is no memory for both. */
function replaced(store: StateStore, length: number): Int32Array | null {
  const index = allocate(store, length);
  if (index !== null) store.bytes -= store.index.byteLength;
  return index;
}

/** The index with more places, in the same memory. Null, and a shortage, where there is none. */
function grown(store: StateStore, length: number): Int32Array | null {
  const buffer = store.index.buffer as SharedArrayBuffer;
  const more = 4 * length - store.index.byteLength;
  if (store.bytes + more <= store.maxBytes) {
    try {
      buffer.grow(4 * length);
      store.bytes += more;
      return new Int32Array(buffer, 0, length);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  store.shortage = 'memory';
  return null;
}

/** Puts an entry where a state with this hash is looked for. */
type Put = (index: Int32Array, hash: number, entry: number) => void;

/** As long as nobody else writes to the index. */
function put(index: Int32Array, hash: number, entry: number): void {
  index[freeSlot(index, hash)] = entry;
}

/** While other threads put entries there: by compare-and-exchange, 20 ns more each. */
export function putAmongOthers(index: Int32Array, hash: number, entry: number): void {
  const mask = index.length - 1;
  let slot = hash & mask;
  while (index[slot] !== 0 || Atomics.compareExchange(index, slot, 0, entry) !== 0)
    slot = (slot + 1) & mask;
}

/** Enters stored states that the index does not have: from one number up to, and without, another. */
export function enterStates(store: StateStore, from: number, to: number, putOne: Put = put): void {
  const hashes = new Int32Array(CHUNK);
  for (let first = from; first < to; first += CHUNK)
    enterChunk(store, first, Math.min(CHUNK, to - first), hashes, putOne);
}

function enterChunk(
  store: StateStore,
  from: number,
  count: number,
  hashes: Int32Array,
  putOne: Put,
): void {
  const { index, code } = store;
  const mask = index.length - 1;
  for (let nth = 0; nth < count; nth++)
    hashes[nth] = code.hash(segmentOf(store, from + nth), offsetOf(store, from + nth));
  store.touched ^= readEntries(index, hashes, 0, count);
  for (let nth = 0; nth < count; nth++) {
    const hash = hashes[nth] as number;
    putOne(index, hash, (hash & ~mask) | (from + nth + 1));
  }
}

/** The first free place for a state with this hash. */
export function freeSlot(index: Int32Array, hash: number): number {
  const mask = index.length - 1;
  let slot = hash & mask;
  while (index[slot] !== 0) slot = (slot + 1) & mask;
  return slot;
}
