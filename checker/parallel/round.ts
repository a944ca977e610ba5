/** What happens between phases: choosing the parents of a round, and making room for what it brings. */
import type { Search } from '../search/progress.ts';
import { flush } from '../search/search.ts';
import { addSegment, replaceIndex } from '../store/room.ts';
import { noteDone } from './close.ts';
import {
  BASE,
  EACH,
  END,
  EXPANDED,
  FIRST,
  freshIn,
  freshOf,
  LAST,
  MOST,
  PRESENT,
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

/** A slice has room for this many times the successors that its parents have on the average. */
const SPARE = 2;
/** Where a level is short, at least so many slices for each member, lest one waits for the other. */
const FEWEST_SLICES = 4;
/** While the first member is alone a round has so many slices, some milliseconds: the others join between two rounds. */
const SLICES_ALONE = 16;

/** The search, which has gone on alone so far, begins to be searched together: by the first member, until the others join. */
export function beginTogether(search: Search, shared: Shared): void {
  flush(search);
  search.store.bytes += sharedBytes(shared);
  shared.plan[PRESENT] = 1;
  noteDone(search, shared);
}

/** How large rounds are, by what the one before brought. */
export interface Pace {
  /** Successors of a parent, on the average. */
  successors: number;
  /** Slices, at most. */
  slices: number;
}

/** Chooses the parents of a round: the next ones of the level. */
export function openRound(search: Search, shared: Shared, pace: Pace): void {
  const { members, parents, plan, room, round } = shared;
  const { head, levelEnd, transitions, machine, store } = search;
  const left = levelEnd - head;
  const successors = SPARE * Math.max((transitions + 1) / (head + 1), pace.successors);
  const fitting = Math.floor((room - machine.instances.length) / successors);
  const even = Math.ceil(left / (FEWEST_SLICES * members));
  const each = Math.max(1, Math.min(parents, fitting, even));
  round.header[FIRST] = head;
  const slices = read(plan, PRESENT) === 1 ? Math.min(SLICES_ALONE, pace.slices) : pace.slices;
  round.header[LAST] = head + Math.min(left, slices * each);
  round.header[EACH] = each;
  round.header[BASE] = store.count;
  round.header[MOST] = Math.min(store.maxStates, 2 ** 31 - 1);
}

/**
 * A round ends at the first slice that ended early, for want of room or by a fault. Whoever expanded later ones
 * did so too early; their parents belong to the next round, which is shorter. Returns how many entries of the index they
 * leave behind.
 */
export function endRound({ round, slices }: Shared, pace: Pace): number {
  const expanded = slicesOf(round);
  pace.successors = successorsEach(round);
  pace.slices = Math.min(slices, 2 * pace.slices);
  round.header[EXPANDED] = expanded;
  for (let slice = 0; slice < expanded; slice++) {
    const end = tallied(round, slice, END);
    if (end === sliceOf(round, slice)[1]) continue;
    round.header[LAST] = end;
    if (slice + 1 < expanded) pace.slices = Math.min(slices, 2 * (slice + 1));
    break;
  }
  let buried = 0;
  for (let slice = slicesOf(round); slice < expanded; slice++) buried += freshIn(round, slice);
  return buried;
}

/** How many successors the parents of all slices had on the average. */
function successorsEach(round: Round): number {
  let parents = 0;
  for (let slice = 0; slice < slicesOf(round); slice++)
    parents += tallied(round, slice, END) - sliceOf(round, slice)[0];
  return successorsOf(round) / parents;
}

/**
 * Makes the index larger, for the members to fill, if it is too full for a round or has no numbers left for its claims.
 * Returns whether it did so; without memory for it the team has run short.
 * @param buried how many of its entries lead to no state of their own
 */
export function enlargeIndex(search: Search, { round, stride }: Shared, buried: number): boolean {
  const { store } = search;
  const entries = store.count + buried;
  // The largest number plus one that a claim can have: fewer than there are places, so some of them stay empty.
  const most = entries + slicesOf(round) * stride;
  if (entries < store.indexFullAt && most < store.index.length) return false;
  if (!replaceIndex(store, entries + 1, most)) runShort(search);
  return true;
}

/**
 * Makes room for as many new states as a round may have, as a rule, as long as there is memory. The first member does so
 * while the others expand: between two phases, 0.1 ms a segment, all would wait for it.
 */
export function makeRoomAhead({ store }: Search, { slices, parents }: Shared): void {
  const needed = Math.min(store.count + slices * parents, store.maxStates);
  while (store.room < needed) if (!addSegment(store)) break;
  store.shortage = null;
}

/** Makes room for the new states of a round. Returns false without memory for them. */
export function makeRoom(search: Search, { round }: Shared): boolean {
  const { store } = search;
  const needed = Math.min(store.count + freshOf(round), store.maxStates);
  while (store.room < needed) if (!addSegment(store)) break;
  if (store.room >= needed) return true;
  runShort(search);
  return false;
}
