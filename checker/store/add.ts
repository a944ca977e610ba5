/** Adding states to a store, and finding them there. */
import { readAhead } from './ahead.ts';
import type { Batch } from './batch.ts';
import { freeSlot, hasRoom, makeRoom } from './room.ts';
import { offsetOf, type StateStore, segmentOf } from './store.ts';

/**
 * Adds the waiting states of a batch, in order, unless known. New ones take the next numbers in turn
 * and have their positions in `batch.fresh`. Returns how many were new. Out of room it stops at the
 * first state that needs some: `store.shortage` says why, `batch.done` how far it got.
 */
export function addAll(store: StateStore, batch: Batch): number {
  const { words, code } = store;
  const { pending, words: packed, hashes, fresh } = batch;
  for (let at = 0; at < pending; at++) hashes[at] = code.hash(packed, at * words);
  readAhead(store, batch, store.count);
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
