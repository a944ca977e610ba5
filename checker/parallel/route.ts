/**
 * Routing: the successors of a slice are sorted by the member whose part of the index they fall to. One that
 * equals an earlier one of the slice is known already, and goes to nobody.
 */
import type { StateStore } from '../store/store.ts';
import { ownerOf } from './partition.ts';
import { type Round, read } from './shared.ts';

/** More than twice as many as a slice has of successors, as a rule. */
const RECENT = 2 ** 12;

export interface Router {
  readonly members: number;
  /** By some bits of their hash: places of the slice's successors, plus one. A later one takes the place of another. */
  readonly recent: Int32Array;
  /** By successor of the slice: its hash. */
  readonly hashes: Int32Array;
  /** The places that go to somebody. */
  readonly kept: Int32Array;
  /** By member: where the next one goes. */
  readonly next: Int32Array;
}

/** @param successors the most that a slice can have */
export function createRouter(members: number, successors: number): Router {
  return {
    members,
    recent: new Int32Array(RECENT),
    hashes: new Int32Array(successors),
    kept: new Int32Array(successors),
    next: new Int32Array(members + 1),
  };
}

/** @param start the first place of the slice, whose `count` successors lie from there on */
export function routeSlice(
  router: Router,
  store: StateStore,
  round: Round,
  slice: number,
  start: number,
  count: number,
): void {
  const { members, hashes, kept, next } = router;
  next.fill(0);
  const total = keepFirst(router, store, round, start, count);
  for (let member = 0; member <= members; member++) {
    if (member > 0) next[member] = read(next, member) + read(next, member - 1);
    round.routes[slice * (members + 1) + member] = read(next, member);
  }
  for (let nth = 0; nth < total; nth++) {
    const place = read(kept, nth);
    const hash = read(hashes, place - start);
    const owner = ownerOf(hash, members);
    const to = read(next, owner);
    next[owner] = to + 1;
    round.routed[start + to] = place;
    round.hashes[start + to] = hash;
  }
}

/**
 * Hashes the successors, keeps those that are not seen to equal an earlier one, and counts by member, one further on,
 * how many go to it. Returns how many there are.
 */
function keepFirst(
  { members, recent, hashes, kept, next }: Router,
  { code, words }: StateStore,
  { words: packed }: Round,
  start: number,
  count: number,
): number {
  recent.fill(0);
  let total = 0;
  for (let nth = 0; nth < count; nth++) {
    const place = start + nth;
    const hash = code.hash(packed, place * words);
    hashes[nth] = hash;
    const slot = hash & (RECENT - 1);
    const other = read(recent, slot) - 1;
    if (
      other >= 0 &&
      read(hashes, other - start) === hash &&
      code.equal(packed, place * words, packed, other * words)
    )
      continue;
    recent[slot] = place + 1;
    kept[total] = place;
    total += 1;
    const owner = ownerOf(hash, members) + 1;
    next[owner] = read(next, owner) + 1;
  }
  return total;
}
