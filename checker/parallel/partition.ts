/**
 * A member's part of the index: the states whose hash falls to it. It alone reads and writes it.
 *
 * As in the store of one worker, an entry holds a state's number plus one in its low bits and bits of its
 * hash in the rest. New states have no number before all members have looked up theirs: until then an entry
 * holds the number that a state would have if it were the only member's.
 */

import { readEntries, readStates } from '../store/ahead.ts';
import { freeSlot } from '../store/room.ts';
import { offsetOf, type StateStore, segmentOf } from '../store/store.ts';
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
  /** By round. */
  readonly fresh: readonly Fresh[];
  /** States that may be equal to the successors at hand. */
  readonly candidates: Int32Array;
  /** Keeps reads that only fill the cache from being optimised away. */
  touched: number;
}

/** The new states of a round that fall to the member, in the order of their positions. */
interface Fresh {
  /** Where they are in the round. */
  readonly places: Int32Array;
  /** Where their entries are. */
  readonly slots: Int32Array;
  count: number;
}

export function createPartition(
  member: number,
  members: number,
  { rounds, stride, slices }: Shared,
): Partition {
  return {
    member,
    members,
    index: new Int32Array(0),
    bits: 0,
    numberMask: 0,
    count: 0,
    fresh: rounds.map(() => ({
      places: new Int32Array(slices * stride),
      slots: new Int32Array(slices * stride),
      count: 0,
    })),
    candidates: new Int32Array(stride),
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
 * @throws RangeError when there is no memory for it, or it is too small
 */
export function resize(partition: Partition, store: StateStore, base: number, bits: number): void {
  const { members } = partition;
  partition.index = new Int32Array(0);
  // Filled, so that reading ahead meets memory: a page that is read first is mapped twice.
  partition.index = new Int32Array(2 ** bits).fill(0);
  partition.bits = bits;
  partition.numberMask = 2 ** numberBits(bits, members) - 1;
  partition.count = 0;
  const states = new Int32Array(CHUNK);
  const hashes = new Int32Array(CHUNK);
  for (let from = 0; from < base; from += CHUNK) {
    const own = chooseOwn(partition, store, from, Math.min(from + CHUNK, base), states, hashes);
    if (partition.count + own >= partition.index.length)
      throw new RangeError("a member's part of the index is too small for its states");
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
    // One more if the owner is this member, without a branch that nothing could predict.
    own += ((ownerOf(hash, members) ^ member) - 1) >>> 31;
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

/**
 * Looks up the successors that fall to this member, in the order of their positions, and enters new ones.
 * @param unsettled the round before, if its new states have not got their numbers yet
 */
export function lookUp(
  partition: Partition,
  store: StateStore,
  shared: Shared,
  round: Round,
  unsettled: Round | null,
): void {
  const { member, members } = partition;
  const stored = read((unsettled ?? round).header, BASE);
  const fresh = freshIn(partition, round);
  const before = unsettled ?? round;
  fresh.count = 0;
  const slices = slicesOf(round);
  for (let slice = 0; slice < slices; slice++) {
    const [first, last] = bitsOfSlice(shared, round, slice);
    (round.fresh[member] as Int32Array).fill(0, first, last);
    const start = slice * shared.stride;
    const route = slice * (members + 1) + member;
    const from = start + read(round.routes, route);
    const to = start + read(round.routes, route + 1);
    readAhead(partition, store, round, stored, from, to);
    lookUpRouted(partition, store, round, before, from, to);
  }
  partition.count += fresh.count;
}

export function freshIn({ fresh }: Partition, { nth }: Round): Fresh {
  return fresh[nth] as Fresh;
}

/** Reads the entries and the states that the successors will be compared with, so that the cache misses overlap. */
function readAhead(
  partition: Partition,
  store: StateStore,
  { hashes }: Round,
  stored: number,
  from: number,
  to: number,
): void {
  const { index, numberMask, candidates } = partition;
  const mask = index.length - 1;
  partition.touched ^= readEntries(index, hashes, from, to);
  let count = 0;
  for (let at = from; at < to; at++) {
    const hash = read(hashes, at);
    const entry = read(index, hash & mask);
    const state = (entry & numberMask) - 1;
    if (entry === 0 || ((entry ^ hash) & ~numberMask) !== 0 || state >= stored) continue;
    candidates[count] = state;
    count += 1;
  }
  partition.touched ^= readStates(store, candidates, count);
}

function lookUpRouted(
  partition: Partition,
  store: StateStore,
  round: Round,
  before: Round,
  from: number,
  to: number,
): void {
  const { index, numberMask, member } = partition;
  const { words, code } = store;
  const { words: packed, routed, hashes } = round;
  const bits = round.fresh[member] as Int32Array;
  const base = read(round.header, BASE);
  const stored = read(before.header, BASE);
  const fresh = freshIn(partition, round);
  const { places, slots } = fresh;
  const { places: placesBefore } = freshIn(partition, before);
  const mask = index.length - 1;
  let count = fresh.count;
  for (let at = from; at < to; at++) {
    const hash = read(hashes, at);
    const place = read(routed, at);
    const offset = place * words;
    let slot = hash & mask;
    let entry = read(index, slot);
    while (entry !== 0) {
      if (((entry ^ hash) & ~numberMask) === 0) {
        const state = (entry & numberMask) - 1;
        if (state < stored) {
          if (code.equal(packed, offset, segmentOf(store, state), offsetOf(store, state))) break;
        } else if (state < base) {
          const other = read(placesBefore, state - stored) * words;
          if (code.equal(packed, offset, before.words, other)) break;
        } else if (code.equal(packed, offset, packed, read(places, state - base) * words)) break;
      }
      slot = (slot + 1) & mask;
      entry = read(index, slot);
    }
    if (entry !== 0) continue;
    index[slot] = (hash & ~numberMask) | (base + count + 1);
    places[count] = place;
    slots[count] = slot;
    count += 1;
    bits[place >>> 5] = read(bits, place >>> 5) | (1 << (place & 31));
  }
  fresh.count = count;
}
