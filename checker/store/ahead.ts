/**
 * Reading ahead: what is read here is used later, and its cache misses overlap. Eight reads a turn of the loop
 * overlap more than one: 11 nanoseconds each instead of 27, in 64 MB.
 */
import type { Batch } from './batch.ts';
import { offsetOf, type StateStore, segmentOf } from './store.ts';

/**
 * Reads the entries at which the states of a batch are looked up by their hashes, and the stored states that they may be
 * equal to.
 * @param stored how many states are: entries that lead to others are left alone
 */
export function readAhead(store: StateStore, batch: Batch, stored: number): void {
  const { index } = store;
  const { hashes, fresh, pending } = batch;
  const mask = index.length - 1;
  store.touched ^= readEntries(index, hashes, 0, pending);
  // Nothing of the batch is known to be new yet: there is room for the states that its own may be equal to.
  const candidates = fresh;
  let count = 0;
  for (let at = 0; at < pending; at++) {
    const hash = read(hashes, at);
    const entry = read(index, hash & mask);
    const state = (entry & mask) - 1;
    if (entry === 0 || ((entry ^ hash) & ~mask) !== 0 || state >= stored) continue;
    candidates[count] = state;
    count += 1;
  }
  store.touched ^= readStates(store, candidates, count);
}

/** Reads the entries of an index at which hashes are looked up, or at these slots of it. Returns something that depends on all of them. */
export function readEntries(
  index: Int32Array,
  hashes: Int32Array,
  from: number,
  to: number,
): number {
  const mask = index.length - 1;
  let touched = 0;
  let at = from;
  for (; at + 8 <= to; at += 8) {
    touched ^=
      read(index, read(hashes, at) & mask) ^
      read(index, read(hashes, at + 1) & mask) ^
      read(index, read(hashes, at + 2) & mask) ^
      read(index, read(hashes, at + 3) & mask) ^
      read(index, read(hashes, at + 4) & mask) ^
      read(index, read(hashes, at + 5) & mask) ^
      read(index, read(hashes, at + 6) & mask) ^
      read(index, read(hashes, at + 7) & mask);
  }
  for (; at < to; at++) touched ^= read(index, read(hashes, at) & mask);
  return touched;
}

/** Reads the first words of stored states. Returns something that depends on all of them. */
function readStates(store: StateStore, states: Int32Array, count: number): number {
  let touched = 0;
  let at = 0;
  for (; at + 4 <= count; at += 4) {
    touched ^=
      firstWord(store, read(states, at)) ^
      firstWord(store, read(states, at + 1)) ^
      firstWord(store, read(states, at + 2)) ^
      firstWord(store, read(states, at + 3));
  }
  for (; at < count; at++) touched ^= firstWord(store, read(states, at));
  return touched;
}

function firstWord(store: StateStore, state: number): number {
  return read(segmentOf(store, state), offsetOf(store, state));
}

function read(numbers: Int32Array, at: number): number {
  return numbers[at] as number;
}
