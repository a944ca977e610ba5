/**
 * Looking up the successors of a slice. One that the index does not have is claimed to be new: its entry holds the number
 * that the first state of the round will have, plus its place. Members do so at the same time, in one index. Where
 * two find the same new state, the claim of the earlier place stands, whoever came first, and the other one is withdrawn.
 *
 * Entries are written by compare-and-exchange. They are read without care, as an entry that is not empty never becomes
 * another state's; what a claim of another slice refers to is read once its entry was read atomically.
 */
import { readEntries, readStates } from '../store/ahead.ts';
import { offsetOf, type StateStore, segmentOf } from '../store/store.ts';
import {
  BASE,
  CLAIMED,
  COUNT,
  type Round,
  read,
  type Shared,
  slicesOf,
  TALLY,
  tallied,
  WITHDRAWN,
} from './shared.ts';

/** Successors that are looked up together: what is read for them ahead must stay in the cache. */
const CHUNK = 512;

export interface Claimant {
  readonly store: StateStore;
  readonly round: Round;
  readonly stride: number;
  readonly hashes: Int32Array;
  /** States that may be equal to the successors at hand. */
  readonly candidates: Int32Array;
}

export function createClaimant(store: StateStore, round: Round, stride: number): Claimant {
  return {
    store,
    round,
    stride,
    hashes: new Int32Array(CHUNK),
    candidates: new Int32Array(CHUNK),
  };
}

/** Claims those of a slice's `count` successors that are new, in their order. */
export function claimSlice(claimant: Claimant, slice: number, count: number): void {
  const { round, stride } = claimant;
  const start = slice * stride;
  let claimed = 0;
  for (let from = 0; from < count; from += CHUNK) {
    const to = Math.min(from + CHUNK, count);
    readAhead(claimant, start + from, start + to);
    claimed = claimChunk(claimant, start, start + from, start + to, claimed);
  }
  round.tally[slice * TALLY + CLAIMED] = claimed;
}

/** Reads the entries and the states that successors will be compared with, so that the cache misses overlap. */
function readAhead(
  { store, round, hashes, candidates }: Claimant,
  first: number,
  last: number,
): void {
  const { index, code, words } = store;
  const base = read(round.header, BASE);
  const mask = index.length - 1;
  for (let place = first; place < last; place++)
    hashes[place - first] = code.hash(round.words, place * words);
  store.touched ^= readEntries(index, hashes, 0, last - first);
  let count = 0;
  for (let nth = 0; nth < last - first; nth++) {
    const hash = read(hashes, nth);
    const entry = read(index, hash & mask);
    const state = (entry & mask) - 1;
    if (entry === 0 || ((entry ^ hash) & ~mask) !== 0 || state >= base) continue;
    candidates[count] = state;
    count += 1;
  }
  store.touched ^= readStates(store, candidates, count);
}

/** @param start the first place of the slice. Returns how many of its successors are claimed by then. */
function claimChunk(
  claimant: Claimant,
  start: number,
  first: number,
  last: number,
  before: number,
): number {
  const { store, round, hashes } = claimant;
  const { index, code, words } = store;
  const { words: packed, claims, slots } = round;
  const base = read(round.header, BASE);
  const mask = index.length - 1;
  let claimed = before;
  for (let place = first; place < last; place++) {
    const hash = read(hashes, place - first);
    const offset = place * words;
    let slot = hash & mask;
    let entry = read(index, slot);
    let isNew = false;
    for (;;) {
      if (entry === 0) {
        const own = (hash & ~mask) | (base + place + 1);
        entry = Atomics.compareExchange(index, slot, 0, own);
        isNew = entry === 0;
        if (isNew) break;
      }
      if (((entry ^ hash) & ~mask) === 0) {
        const state = (entry & mask) - 1;
        const other = state - base;
        if (other < 0) {
          if (code.equal(packed, offset, segmentOf(store, state), offsetOf(store, state))) break;
        } else if (other >= start && other < place) {
          if (code.equal(packed, offset, packed, other * words)) break;
        } else if (isEqualTo(claimant, slot, place)) {
          isNew = takesOver(claimant, slot, place);
          break;
        }
      }
      slot = (slot + 1) & mask;
      entry = read(index, slot);
    }
    if (!isNew) continue;
    claims[start + claimed] = place;
    slots[start + claimed] = slot;
    claimed += 1;
  }
  return claimed;
}

/** Whether a successor equals the one of another slice to which an entry refers: by now to an equal one of a third, perhaps. */
function isEqualTo({ store, round }: Claimant, slot: number, place: number): boolean {
  const { index, code, words } = store;
  const state = (Atomics.load(index, slot) & (index.length - 1)) - 1;
  const other = state - read(round.header, BASE);
  return code.equal(round.words, place * words, round.words, other * words);
}

/** Lets the earliest place have the entry that equal successors dispute. Returns whether that is this one. */
function takesOver({ store, round, stride }: Claimant, slot: number, place: number): boolean {
  const { index } = store;
  const base = read(round.header, BASE);
  const mask = index.length - 1;
  for (;;) {
    const entry = Atomics.load(index, slot);
    const other = (entry & mask) - 1 - base;
    if (other < place) return false;
    const own = (entry & ~mask) | (base + place + 1);
    if (Atomics.compareExchange(index, slot, entry, own) !== entry) continue;
    Atomics.or(round.withdrawn, other >>> 5, 1 << (other & 31));
    Atomics.add(round.tally, Math.floor(other / stride) * TALLY + WITHDRAWN, 1);
    return true;
  }
}

/** Whether a claim was withdrawn, once all slices have been looked up. */
export function isWithdrawn({ withdrawn }: Round, place: number): boolean {
  return ((read(withdrawn, place >>> 5) >>> (place & 31)) & 1) === 1;
}

/** The positions of a round's new states, in their order. */
export function freshPositions({ round, stride }: Shared): number[] {
  const positions: number[] = [];
  let first = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    const start = slice * stride;
    for (let nth = 0; nth < tallied(round, slice, CLAIMED); nth++) {
      const place = read(round.claims, start + nth);
      if (!isWithdrawn(round, place)) positions.push(first + place - start);
    }
    first += tallied(round, slice, COUNT);
  }
  return positions;
}
