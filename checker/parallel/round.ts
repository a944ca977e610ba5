/** What happens between the parts of a round: choosing its parents, and making room for what it brings. */
import { finish, type Search } from '../search/progress.ts';
import { flush } from '../search/search.ts';
import { addSegment, FULLEST } from '../search/store.ts';
import { noteDone, sum } from './close.ts';
import { numberBits } from './partition.ts';
import {
  BASE,
  COUNT,
  FIRST,
  FRESH,
  INDEX_BITS,
  LAST,
  MOST,
  OWNED,
  read,
  type Shared,
  sharedBytes,
} from './shared.ts';
import { hasFailed } from './steps.ts';

const FIRST_INDEX_BITS = 16;

/**
 * The search, which has gone on alone so far, begins to be searched together: the members have parts of the
 * index each, and its own is given up.
 */
export function beginTogether(search: Search, shared: Shared): void {
  const { store } = search;
  flush(search);
  store.bytes += sharedBytes(shared) - store.index.byteLength;
  store.index = new Int32Array(0);
  shared.round[INDEX_BITS] = 0;
  noteDone(search, shared);
}

/** Chooses the parents of the next round. */
export function openRound(search: Search, shared: Shared): void {
  const { round, areas, capacity } = shared;
  const { head, levelEnd, store, transitions } = search;
  // What a parent has had of successors so far, and half as many again.
  const each = (1.5 * (transitions + 1)) / (head + 1);
  const most = Math.min(shared.parents, Math.ceil((areas.length * capacity) / each));
  round[FIRST] = head;
  round[LAST] = Math.min(levelEnd, head + most);
  round[BASE] = store.count;
  round[MOST] = Math.min(store.maxStates, 2 ** 31 - 1);
}

/** Decides how large the indexes must be for what this round may add. Returns false without memory for it. */
export function growIndex(search: Search, { areas, round }: Shared): boolean {
  const { store } = search;
  const before = read(round, INDEX_BITS);
  const found = sum(areas, COUNT);
  // Parts are about equally large; how large exactly a member knows once it has its part.
  const guess = before === 0 ? Math.ceil((1.25 * store.count) / areas.length) : 0;
  const owned = Math.max(guess, ...areas.map(({ tally }) => read(tally, OWNED)));
  let bits = Math.max(before, FIRST_INDEX_BITS);
  while (
    owned + found > FULLEST * 2 ** bits ||
    store.count + found >= 2 ** numberBits(bits, areas.length)
  )
    bits += 1;
  if (bits === before) return true;
  const bytesOf = (exponent: number): number =>
    exponent === 0 ? 0 : areas.length * 4 * 2 ** exponent;
  const bytes = store.bytes + bytesOf(bits) - bytesOf(before);
  if (numberBits(bits, areas.length) > 30 || bytes > store.maxBytes) {
    finish(search, 'max-memory');
    return false;
  }
  store.bytes = bytes;
  round[INDEX_BITS] = bits;
  return true;
}

/** Makes room for the new states. Returns false without memory for them. */
export function makeRoom(search: Search, shared: Shared): boolean {
  const { store } = search;
  const needed = Math.min(store.count + sum(shared.areas, FRESH), store.maxStates);
  while (!hasFailed(shared) && store.room < needed) if (!addSegment(store)) break;
  if (store.room >= needed && !hasFailed(shared)) return true;
  finish(search, 'max-memory');
  return false;
}
