/**
 * A member's part of the index: the states whose hash falls to it. It alone reads and writes it.
 *
 * As in the store of one worker, an entry holds a state's number plus one in its low bits and bits of its
 * hash in the rest. New states have no number before all members have looked up theirs: until then an entry
 * holds the number that a state would have if it were the only member's.
 */
import { freeSlot, offsetOf, type StateStore, segmentOf } from '../search/store.ts';
import { type Area, COUNT, type Found, read } from './shared.ts';

/** Successors that are looked up together: what is read for them in advance must stay in the cache. */
const CHUNK = 1024;

export interface Partition {
  readonly member: number;
  readonly members: number;
  index: Int32Array;
  bits: number;
  /** What an entry's low bits can hold. */
  numberMask: number;
  /** Entries. */
  count: number;
  /** The new states of the round, in the order of their positions: where they are, and their entry's place. */
  readonly freshArea: Int32Array;
  readonly freshAt: Int32Array;
  readonly freshSlot: Int32Array;
  fresh: number;
  /** Positions of a chunk that fall to this member. */
  readonly chosen: Int32Array;
  /** Keeps reads that only fill the cache from being optimised away. */
  touched: number;
}

/** @param successors the most that a round can have */
export function createPartition(member: number, members: number, successors: number): Partition {
  return {
    member,
    members,
    index: new Int32Array(0),
    bits: 0,
    numberMask: 0,
    count: 0,
    freshArea: new Int32Array(successors),
    freshAt: new Int32Array(successors),
    freshSlot: new Int32Array(successors),
    fresh: 0,
    chosen: new Int32Array(CHUNK),
    touched: 0,
  };
}

/** Which member a state falls to. The top bits of a hash are spread evenly. */
function ownerOf(hash: number, members: number): number {
  return ((hash >>> 20) * members) >>> 12;
}

/** Bits that numbers take in an entry, if each of `members` indexes has 2^`bits` places. */
export function numberBits(bits: number, members: number): number {
  return bits + Math.ceil(Math.log2(members));
}

/**
 * Makes the index 2^`bits` places large, and enters the stored states that fall to this member.
 * @throws RangeError when there is no memory for it
 */
export function resize(partition: Partition, store: StateStore, base: number, bits: number): void {
  const { member, members } = partition;
  partition.index = new Int32Array(0);
  const index = new Int32Array(2 ** bits);
  const numberMask = 2 ** numberBits(bits, members) - 1;
  let count = 0;
  for (let state = 0; state < base; state++) {
    const hash = store.code.hash(segmentOf(store, state), offsetOf(store, state));
    if (ownerOf(hash, members) !== member) continue;
    index[freeSlot(index, hash)] = (hash & ~numberMask) | (state + 1);
    count += 1;
  }
  partition.index = index;
  partition.bits = bits;
  partition.numberMask = numberMask;
  partition.count = count;
}

/** Looks up the successors that fall to this member, in the order of their positions, and enters new ones. */
export function lookUp(
  partition: Partition,
  store: StateStore,
  areas: readonly Area[],
  base: number,
): void {
  partition.fresh = 0;
  for (let area = 0; area < areas.length; area++) {
    const found = areas[area] as Area;
    const count = read(found.tally, COUNT);
    for (let from = 0; from < count; from += CHUNK) {
      const own = choose(partition, found, from, Math.min(from + CHUNK, count));
      prefetch(partition, store, found, own, base);
      lookUpChosen(partition, store, areas, area, own, base);
    }
  }
  partition.count += partition.fresh;
}

/** Sets the positions aside that fall to this member, and reads their places in the index. Returns how many. */
function choose(partition: Partition, { hashes }: Found, from: number, to: number): number {
  const { index, member, members, chosen } = partition;
  const mask = index.length - 1;
  let touched = 0;
  let own = 0;
  for (let at = from; at < to; at++) {
    const hash = hashes[at] as number;
    if (ownerOf(hash, members) !== member) continue;
    chosen[own] = at;
    own += 1;
    touched ^= index[hash & mask] as number;
  }
  partition.touched = touched;
  return own;
}

/** Reads the states that they will be compared with, so that the cache misses overlap. */
function prefetch(
  partition: Partition,
  store: StateStore,
  { hashes }: Found,
  own: number,
  base: number,
): void {
  const { index, numberMask, chosen } = partition;
  const mask = index.length - 1;
  let touched = 0;
  for (let nth = 0; nth < own; nth++) {
    const hash = hashes[chosen[nth] as number] as number;
    const entry = index[hash & mask] as number;
    if (entry === 0 || ((entry ^ hash) & ~numberMask) !== 0) continue;
    const state = (entry & numberMask) - 1;
    if (state < base) touched ^= segmentOf(store, state)[offsetOf(store, state)] as number;
  }
  partition.touched = touched;
}

function lookUpChosen(
  partition: Partition,
  store: StateStore,
  areas: readonly Area[],
  area: number,
  own: number,
  base: number,
): void {
  const { index, numberMask, chosen } = partition;
  const { words, code } = store;
  const { hashes, words: packed, fresh } = areas[area] as Area;
  const mask = index.length - 1;
  for (let next = 0; next < own; next++) {
    const at = chosen[next] as number;
    const hash = hashes[at] as number;
    let slot = hash & mask;
    let entry = index[slot] as number;
    while (entry !== 0) {
      if (((entry ^ hash) & ~numberMask) === 0) {
        const state = (entry & numberMask) - 1;
        if (state < base) {
          if (code.equal(packed, at * words, segmentOf(store, state), offsetOf(store, state)))
            break;
        } else if (isFreshOne(partition, store, areas, state - base, packed, at * words)) break;
      }
      slot = (slot + 1) & mask;
      entry = index[slot] as number;
    }
    if (entry !== 0) continue;
    const nth = partition.fresh;
    index[slot] = (hash & ~numberMask) | (base + nth + 1);
    partition.freshArea[nth] = area;
    partition.freshAt[nth] = at;
    partition.freshSlot[nth] = slot;
    partition.fresh = nth + 1;
    fresh[at] = 1;
  }
}

function isFreshOne(
  { freshArea, freshAt }: Partition,
  { code, words }: StateStore,
  areas: readonly Area[],
  nth: number,
  packed: Int32Array,
  offset: number,
): boolean {
  const { words: other } = areas[freshArea[nth] as number] as Area;
  return code.equal(packed, offset, other, (freshAt[nth] as number) * words);
}

/** Gives a new state of the round its number. */
export function enter(partition: Partition, nth: number, hash: number, number: number): void {
  partition.index[partition.freshSlot[nth] as number] =
    (hash & ~partition.numberMask) | (number + 1);
}
