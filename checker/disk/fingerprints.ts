/**
 * A set of fingerprints: 64 bits for each visited state, at an address that a third hash decides, so that two
 * states are taken for one only if they also lie near each other (hash compaction: Stern and Dill,
 * "Improved Probabilistic Verification by Hash Compaction", 1995).
 *
 * The table is of many small chunks, because it is made of whatever memory is at hand, and never grows.
 */

/** Fuller, a search for a free place takes too long: at nine tenths some fifty places on average. */
const FULLEST = 0.9;
/** Any odd number: the place in a chunk must not follow from which chunk it is. */
const SCATTER = 0x9e3779b1;

export interface FingerprintSet {
  /** Two numbers a place; both 0 where it is free. */
  readonly chunks: readonly Int32Array[];
  /** Places in a chunk. */
  readonly places: number;
  /** Fingerprints that it may hold. */
  readonly most: number;
  count: number;
  /** How often a fingerprint was compared with one of a state that was looked up. */
  comparisons: number;
  /** Where the one that was asked for last lies, or would. */
  chunk: Int32Array;
  place: number;
}

/**
 * @param chunks of the same length, and filled with zeros
 */
export function createFingerprintSet(chunks: readonly Int32Array[]): FingerprintSet {
  const places = Math.floor((chunks[0]?.length ?? 0) / 2);
  const most = Math.floor(chunks.length * places * FULLEST);
  const [chunk = new Int32Array(0)] = chunks;
  return { chunks, places, most, count: 0, comparisons: 0, chunk, place: 0 };
}

/** Which chunk an address falls to. */
export function chunkOf({ chunks }: FingerprintSet, address: number): Int32Array {
  return chunks[Math.floor(((address >>> 0) * chunks.length) / 2 ** 32)] as Int32Array;
}

/** Where in its chunk an address lies. */
export function placeOf({ places }: FingerprintSet, address: number): number {
  return 2 * Math.floor(((Math.imul(address, SCATTER) >>> 0) * places) / 2 ** 32);
}

/**
 * Whether the set holds a fingerprint. If not, `chunk` and `place` say where it would lie.
 * @param lanes address, and the halves of the fingerprint, from `at` on
 */
export function holds(set: FingerprintSet, lanes: Int32Array, at: number): boolean {
  const high = lanes[at + 1] as number;
  const low = lowOf(lanes, at);
  const chunk = chunkOf(set, lanes[at] as number);
  const end = 2 * set.places;
  let place = placeOf(set, lanes[at] as number);
  let compared = 0;
  let found = false;
  while (!found && (chunk[place] !== 0 || chunk[place + 1] !== 0)) {
    compared += 1;
    if (compared > set.places) throw new RangeError('a chunk of the fingerprint set is full');
    if (chunk[place] === high && chunk[place + 1] === low) found = true;
    else place = place + 2 === end ? 0 : place + 2;
  }
  set.comparisons += compared;
  set.chunk = chunk;
  set.place = place;
  return found;
}

/** Enters a fingerprint that the set was just asked for, and does not hold. */
export function enter(set: FingerprintSet, lanes: Int32Array, at: number): void {
  set.chunk[set.place] = lanes[at + 1] as number;
  set.chunk[set.place + 1] = lowOf(lanes, at);
  set.count += 1;
}

/** Enters the fingerprint of a state that is known to be another than all before: nothing is compared. */
export function enterUnasked(set: FingerprintSet, lanes: Int32Array, at: number): void {
  const chunk = chunkOf(set, lanes[at] as number);
  const end = 2 * set.places;
  let place = placeOf(set, lanes[at] as number);
  for (let tried = 0; chunk[place] !== 0 || chunk[place + 1] !== 0; tried++) {
    if (tried > set.places) throw new RangeError('a chunk of the fingerprint set is full');
    place = place + 2 === end ? 0 : place + 2;
  }
  set.chunk = chunk;
  set.place = place;
  enter(set, lanes, at);
}

/** Two zeros would look like a free place. */
function lowOf(lanes: Int32Array, at: number): number {
  const low = lanes[at + 2] as number;
  return low === 0 && lanes[at + 1] === 0 ? 1 : low;
}

/**
 * At most the probability that some state was taken for another one: each comparison of two different
 * states' fingerprints goes wrong with a probability of 2^-64.
 */
export function omissionProbability(comparisons: number): number {
  return comparisons * 2 ** -64;
}
