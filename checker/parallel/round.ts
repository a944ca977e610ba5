/** What happens between phases: choosing the parents of a round, and making room for what it brings. */
import type { Search } from '../search/progress.ts';
import { flush } from '../search/search.ts';
import { addSegment, SMALL_INDEX_BITS } from '../store/room.ts';
import { FULLEST } from '../store/store.ts';
import { noteDone } from './close.ts';
import { numberBits } from './partition.ts';
import {
  EACH,
  END,
  FIRST,
  freshOf,
  INDEX_BITS,
  LAST,
  type Round,
  read,
  type Shared,
  sharedBytes,
  sliceOf,
  slicesOf,
  successorsOf,
  tallied,
} from './shared.ts';
import { runShort } from './short.ts';
import { hasFailed } from './steps.ts';

/** A slice has room for this many times the successors that its parents have on the average. */
const SPARE = 2;
/** Where a level is short, at least so many slices for each member, lest one waits for the other. */
const FEWEST_SLICES = 4;
/** States that a member may have more than its share by chance, where there are few. */
const LUCK = 4096;

/**
 * The search, which has gone on alone so far, begins to be searched together: the members have parts of the
 * index each, and its own is given up.
 */
export function beginTogether(search: Search, shared: Shared): void {
  const { store } = search;
  flush(search);
  store.bytes += sharedBytes(shared) - store.index.byteLength;
  store.index = new Int32Array(0);
  shared.plan[INDEX_BITS] = 0;
  noteDone(search, shared);
}

/** Chooses the parents of a round, from `first` on. */
export function openRound(search: Search, shared: Shared, round: Round, first: number): void {
  const { members, slices, parents, room } = shared;
  const { head, levelEnd, transitions, machine } = search;
  const left = levelEnd - first;
  const successors = (SPARE * (transitions + 1)) / (head + 1);
  const fitting = Math.floor((room - machine.instances.length) / successors);
  const even = Math.ceil(left / (FEWEST_SLICES * members));
  const each = Math.max(1, Math.min(parents, fitting, even));
  round.header[FIRST] = first;
  round.header[LAST] = first + Math.min(left, slices * each);
  round.header[EACH] = each;
}

/**
 * A round ends at the first slice that ended early, for want of room or by a fault. Whoever expanded later ones
 * did so too early; their parents belong to the next round.
 */
export function endRound(round: Round): void {
  const slices = slicesOf(round);
  for (let slice = 0; slice < slices; slice++) {
    const end = tallied(round, slice, END);
    if (end === sliceOf(round, slice)[1]) continue;
    round.header[LAST] = end;
    return;
  }
}

/**
 * How large the members' indexes must be for what a round may add, as an exponent.
 * @param unsettled how many new states of the round before are not stored yet
 */
export function indexBitsFor(
  { store }: Search,
  shared: Shared,
  round: Round,
  unsettled: number,
): number {
  const { members, owned, plan, indexBits } = shared;
  const before = read(plan, INDEX_BITS);
  const found = successorsOf(round);
  // Parts are about equally large; how large exactly a member knows once it has its part.
  const part = Math.ceil((1.25 * store.count) / members) + LUCK;
  const guess = before === 0 ? Math.min(part, store.count) : 0;
  const most = Math.max(guess, ...owned);
  let bits = Math.max(before, indexBits);
  while (
    most + found > FULLEST * 2 ** bits ||
    store.count + unsettled + found >= 2 ** numberBits(bits, members)
  )
    bits += members * 2 ** bits < 2 ** SMALL_INDEX_BITS ? 2 : 1;
  return bits;
}

/** Decides that the indexes get larger. Returns false without memory for it. */
export function growIndex(search: Search, { members, plan }: Shared, bits: number): boolean {
  const { store } = search;
  const bytesOf = (exponent: number): number => (exponent === 0 ? 0 : members * 4 * 2 ** exponent);
  const bytes = store.bytes + bytesOf(bits) - bytesOf(read(plan, INDEX_BITS));
  if (numberBits(bits, members) > 30 || bytes > store.maxBytes) {
    runShort(search);
    return false;
  }
  store.bytes = bytes;
  plan[INDEX_BITS] = bits;
  return true;
}

/** Makes room for the new states of a round. Returns false without memory for them. */
export function makeRoom(search: Search, shared: Shared, round: Round): boolean {
  const { store } = search;
  const needed = Math.min(store.count + freshOf(round, shared.members), store.maxStates);
  while (!hasFailed(shared) && store.room < needed) if (!addSegment(store)) break;
  if (store.room >= needed && !hasFailed(shared)) return true;
  runShort(search);
  return false;
}
