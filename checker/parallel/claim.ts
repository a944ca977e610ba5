/**
 * Looking up the successors of a slice. Those that the index does not have go into the round, and are claimed to be new: the
 * entry of one holds the number that the first state of the round will have, plus its place. Members do so at the same
 * time, in one index. Where two find the same new state, the claim of the earlier place stands, whoever came first, and the
 * other one is withdrawn.
 *
 * Entries are written by compare-and-exchange, once the state lies at its place. They are read without care, as an entry
 * that is not empty never becomes another state's; what a claim of another slice refers to is read once its entry was
 * read atomically.
 */
import { readAhead } from '../store/ahead.ts';
import type { Batch } from '../store/batch.ts';
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

/** Whoever looks states up. */
export interface Claimant {
  readonly store: StateStore;
  readonly shared: Shared;
  /** The slice at hand. */
  readonly slice: OpenSlice;
}

/** A slice that is being expanded. */
export interface OpenSlice {
  nth: number;
  /** The parent whose successors are being found. */
  parent: number;
  /** Its successors that were looked up, those that were claimed, and the digest of all of them. */
  found: number;
  claimed: number;
  digest: number;
}

/** Claims those of the successors in a batch that are new, in their order: they are the next ones of the slice at hand. */
export function claimBatch(claimant: Claimant, batch: Batch): void {
  const { store, shared, slice } = claimant;
  slice.digest = hashBatch(store, batch, slice.digest);
  readAhead(store, batch, read(shared.round.header, BASE));
  slice.claimed = claimWaiting(claimant, batch);
  slice.found += batch.pending;
  batch.pending = 0;
}

/** Hashes a batch. Returns a digest of its successors and their parents, in their order, and of those before them. */
export function hashBatch({ code, words }: StateStore, batch: Batch, before: number): number {
  const { words: packed, hashes, parents, pending } = batch;
  let digest = before;
  for (let at = 0; at < pending; at++) {
    const hash = code.hash(packed, at * words);
    hashes[at] = hash;
    digest = Math.imul(digest ^ hash ^ Math.imul(read(parents, at), 0x9e3779b1), 0x85ebca6b);
  }
  return digest;
}

/** Returns how many of the slice's successors are claimed by then. */
function claimWaiting(claimant: Claimant, batch: Batch): number {
  const { store, shared, slice } = claimant;
  const { words: packed, hashes, pending } = batch;
  const { index, code, words } = store;
  const { round, stride } = shared;
  const base = read(round.header, BASE);
  const mask = index.length - 1;
  const start = slice.nth * stride;
  let place = start + slice.claimed;
  for (let at = 0; at < pending; at++) {
    const hash = read(hashes, at);
    const offset = at * words;
    let slot = hash & mask;
    let entry = read(index, slot);
    let isNew = false;
    for (;;) {
      if (entry === 0) {
        code.copy(packed, offset, round.words, place * words);
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
          if (code.equal(packed, offset, round.words, other * words)) break;
        } else if (isEqualTo(claimant, slot, packed, offset)) {
          code.copy(packed, offset, round.words, place * words);
          isNew = takesOver(claimant, slot, place);
          break;
        }
      }
      slot = (slot + 1) & mask;
      entry = read(index, slot);
    }
    if (!isNew) continue;
    round.slots[place] = slot;
    round.parents[place] = read(batch.parents, at);
    round.positions[place] = slice.found + at;
    place += 1;
  }
  return place - start;
}

/** Whether a state equals the one of another slice to which an entry refers: by now to an equal one of a third, perhaps. */
function isEqualTo(
  { store, shared: { round } }: Claimant,
  slot: number,
  packed: Int32Array,
  offset: number,
): boolean {
  const { index, code, words } = store;
  const state = (Atomics.load(index, slot) & (index.length - 1)) - 1;
  const other = state - read(round.header, BASE);
  return code.equal(packed, offset, round.words, other * words);
}

/** Lets the earliest place have the entry that equal successors dispute. Returns whether that is this one. */
function takesOver({ store, shared }: Claimant, slot: number, place: number): boolean {
  const { index } = store;
  const { round, stride } = shared;
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

/** A new state of a round: its position among the successors, and its parent. */
export interface Fresh {
  readonly position: number;
  readonly parent: number;
}

/** A round's new states, in their order. */
export function freshOnes({ round, stride }: Shared): Fresh[] {
  const fresh: Fresh[] = [];
  let first = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    const start = slice * stride;
    const end = start + tallied(round, slice, CLAIMED);
    for (let place = start; place < end; place++) {
      if (isWithdrawn(round, place)) continue;
      const position = first + read(round.positions, place);
      fresh.push({ position, parent: read(round.parents, place) });
    }
    first += tallied(round, slice, COUNT);
  }
  return fresh;
}
