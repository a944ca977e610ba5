/**
 * A member's part of the index: the states whose hash falls to it. It alone reads and writes it.
 *
 * As in the store of one worker, an entry holds a state's number plus one in its low bits and bits of its
 * hash in the rest. New states have no number before all members have looked up theirs: until then an entry
 * holds the number that a state would have if it were the only member's.
 */
import { freeSlot, offsetOf, type StateStore, segmentOf } from '../search/store.ts';
import { readEntries, readStates } from './ahead.ts';
import { bitsOfSlice } from './freshBits.ts';
import { BASE, type Round, read, type Shared, slicesOf } from './shared.ts';

/** States that are entered together when the index grows: what is read for them ahead must stay in the cache. */
const CHUNK = 512;

export interface Partition {
  readonly member: number;
  readonly members: number;
  index: Int32Array;
  bits: number;
  /** What an entry's low bits can hold. */
  numberMask: number;
  /** Entries. */
  count: number;
  /** The new states of the round, in the order of their positions: their places, and those of their entries. */
  readonly freshPlace: Int32Array;
  readonly freshSlot: Int32Array;
  fresh: number;
  /** States that may be equal to the successors at hand. */
  readonly candidates: Int32Array;
  /** Keeps reads that only fill the cache from being optimised away. */
  touched: number;
}

/** @param places the most that a slice, and a round, can have of successors */
export function createPartition(
  member: number,
  members: number,
  places: { readonly slice: number; readonly round: number },
): Partition {
  return {
    member,
    members,
    index: new Int32Array(0),
    bits: 0,
    numberMask: 0,
    count: 0,
    freshPlace: new Int32Array(places.round),
    freshSlot: new Int32Array(places.round),
    fresh: 0,
    candidates: new Int32Array(places.slice),
    touched: 0,
  };
}

/** Which member a state falls to. The top bits of a hash are spread evenly. */
export function ownerOf(hash: number, members: number): number {
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
  const { members } = partition;
  partition.index = new Int32Array(0);
  partition.index = new Int32Array(2 ** bits);
  partition.bits = bits;
  partition.numberMask = 2 ** numberBits(bits, members) - 1;
  partition.count = 0;
  const states = new Int32Array(CHUNK);
  const hashes = new Int32Array(CHUNK);
  for (let from = 0; from < base; from += CHUNK) {
    const own = chooseOwn(partition, store, from, Math.min(from + CHUNK, base), states, hashes);
    partition.touched ^= readEntries(partition.index, hashes, 0, own);
    enterAll(partition, states, hashes, own);
  }
}

/** Sets those of the states aside that fall to this member. Returns how many. */
function chooseOwn(
  { member, members }: Partition,
  store: StateStore,
  from: number,
  to: number,
  states: Int32Array,
  hashes: Int32Array,
): number {
  let own = 0;
  for (let state = from; state < to; state++) {
    const hash = store.code.hash(segmentOf(store, state), offsetOf(store, state));
    states[own] = state;
    hashes[own] = hash;
    if (ownerOf(hash, members) === member) own += 1;
  }
  return own;
}

function enterAll(
  partition: Partition,
  states: Int32Array,
  hashes: Int32Array,
  count: number,
): void {
  const { index, numberMask } = partition;
  for (let nth = 0; nth < count; nth++) {
    const hash = read(hashes, nth);
    index[freeSlot(index, hash)] = (hash & ~numberMask) | (read(states, nth) + 1);
  }
  partition.count += count;
}

/** Looks up the successors that fall to this member, in the order of their positions, and enters new ones. */
export function lookUp(
  partition: Partition,
  store: StateStore,
  shared: Shared,
  round: Round,
): void {
  const { member, members } = partition;
  partition.fresh = 0;
  const bits = round.fresh[member] as Int32Array;
  const slices = slicesOf(round);
  for (let slice = 0; slice < slices; slice++) {
    bits.fill(0, ...bitsOfSlice(shared, round, slice));
    const start = slice * shared.stride;
    const route = slice * (members + 1) + member;
    const from = start + read(round.routes, route);
    const to = start + read(round.routes, route + 1);
    readAhead(partition, store, round, from, to);
    lookUpRouted(partition, store, round, bits, from, to);
  }
  partition.count += partition.fresh;
}

/** Reads the entries and the states that the successors will be compared with, so that the cache misses overlap. */
function readAhead(
  partition: Partition,
  store: StateStore,
  { header, hashes }: Round,
  from: number,
  to: number,
): void {
  const { index, numberMask, candidates } = partition;
  const base = read(header, BASE);
  const mask = index.length - 1;
  partition.touched ^= readEntries(index, hashes, from, to);
  let count = 0;
  for (let at = from; at < to; at++) {
    const hash = read(hashes, at);
    const entry = read(index, hash & mask);
    const state = (entry & numberMask) - 1;
    if (entry === 0 || ((entry ^ hash) & ~numberMask) !== 0 || state >= base) continue;
    candidates[count] = state;
    count += 1;
  }
  partition.touched ^= readStates(store, candidates, count);
}

function lookUpRouted(
  partition: Partition,
  store: StateStore,
  { header, words: packed, routed, hashes }: Round,
  bits: Int32Array,
  from: number,
  to: number,
): void {
  const { index, numberMask, freshPlace, freshSlot } = partition;
  const { words, code } = store;
  const base = read(header, BASE);
  const mask = index.length - 1;
  let fresh = partition.fresh;
  for (let at = from; at < to; at++) {
    const hash = read(hashes, at);
    const place = read(routed, at);
    let slot = hash & mask;
    let entry = read(index, slot);
    while (entry !== 0) {
      if (((entry ^ hash) & ~numberMask) === 0) {
        const state = (entry & numberMask) - 1;
        if (state < base) {
          if (code.equal(packed, place * words, segmentOf(store, state), offsetOf(store, state)))
            break;
        } else if (
          code.equal(packed, place * words, packed, read(freshPlace, state - base) * words)
        )
          break;
      }
      slot = (slot + 1) & mask;
      entry = read(index, slot);
    }
    if (entry !== 0) continue;
    index[slot] = (hash & ~numberMask) | (base + fresh + 1);
    freshPlace[fresh] = place;
    freshSlot[fresh] = slot;
    fresh += 1;
    bits[place >>> 5] = read(bits, place >>> 5) | (1 << (place & 31));
  }
  partition.fresh = fresh;
}

/** Gives a new state of the round its number. */
export function enter(
  { index, freshSlot, numberMask }: Partition,
  nth: number,
  number: number,
): void {
  const slot = read(freshSlot, nth);
  index[slot] = (read(index, slot) & ~numberMask) | (number + 1);
}
