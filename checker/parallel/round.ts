/** What happens between phases: choosing the parents of a round, and making room for what it brings. */
import type { Search } from '../search/progress.ts';
import { flush } from '../search/search.ts';
import { addSegment, replaceIndex } from '../store/room.ts';
import { noteDone } from './close.ts';
import {
  BASE,
  COUNT,
  EACH,
  END,
  EXPANDED,
  FIRST,
  freshIn,
  freshOf,
  LAST,
  MOST,
  PRESENT,
  read,
  type Shared,
  sharedBytes,
  sliceOf,
  slicesOf,
  tallied,
} from './shared.ts';
import { runShort } from './short.ts';

/** A slice has room for this many times the successors that its parents have on the average. */
const SPARE = 2;
/** Where a level is short, at least so many slices for each member, lest one waits for the other. */
const FEWEST_SLICES = 4;

/** The search, which has gone on alone so far, begins to be searched together: by the first member, until the others join. */
export function beginTogether(search: Search, shared: Shared): void {
  flush(search);
  search.store.bytes += sharedBytes(shared);
  shared.plan[PRESENT] = 1;
  noteDone(search, shared);
}

/**
 * Chooses the parents of a round: the next ones of the level.
 * @param recent how many successors a parent had on the average in the round before, 0 in the first one
 */
export function openRound(search: Search, shared: Shared, recent: number): void {
  const { members, slices, parents, room, round } = shared;
  const { head, levelEnd, transitions, machine, store } = search;
  const left = levelEnd - head;
  const successors = SPARE * Math.max((transitions + 1) / (head + 1), recent);
  const fitting = Math.floor((room - machine.instances.length) / successors);
  const even = Math.ceil(left / (FEWEST_SLICES * members));
  const each = Math.max(1, Math.min(parents, fitting, even));
  round.header[FIRST] = head;
  round.header[LAST] = head + Math.min(left, slices * each);
  round.header[EACH] = each;
  round.header[BASE] = store.count;
  round.header[MOST] = Math.min(store.maxStates, 2 ** 31 - 1);
}

/**
 * A round ends at the first slice that ended early, for want of room or by a fault. Whoever expanded later ones
 * did so too early; their parents belong to the next round. Returns how many entries of the index they leave behind.
 */
export function endRound({ round }: Shared): number {
  const expanded = slicesOf(round);
  round.header[EXPANDED] = expanded;
  for (let slice = 0; slice < expanded; slice++) {
    const end = tallied(round, slice, END);
    if (end === sliceOf(round, slice)[1]) continue;
    round.header[LAST] = end;
    break;
  }
  let buried = 0;
  for (let slice = slicesOf(round); slice < expanded; slice++) buried += freshIn(round, slice);
  return buried;
}

/** How many successors the parents of a round had on the average, those of slices beyond its end as well. */
export function successorsEach({ round }: Shared): number {
  let parents = 0;
  let successors = 0;
  for (let slice = 0; slice < read(round.header, EXPANDED); slice++) {
    parents +=
      tallied(round, slice, END) - read(round.header, FIRST) - slice * read(round.header, EACH);
    successors += tallied(round, slice, COUNT);
  }
  return successors / parents;
}

/**
 * Whether the index is too full for a round, or has no numbers left for its claims.
 * @param buried how many of its entries lead to no state of their own
 */
export function needsIndex({ store }: Search, shared: Shared, buried: number): boolean {
  return (
    store.count + buried >= store.indexFullAt ||
    mostClaims(store.count, shared) + buried >= store.index.length
  );
}

/** Makes a larger one, for the members to fill. Returns false without memory for it. */
export function makeIndex(search: Search, shared: Shared): boolean {
  const { store } = search;
  if (replaceIndex(store, store.count + 1, mostClaims(store.count, shared))) return true;
  runShort(search);
  return false;
}

/** The largest number plus one that a claim of the round can have. */
function mostClaims(stored: number, { round, stride }: Shared): number {
  return stored + slicesOf(round) * stride;
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
