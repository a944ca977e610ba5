/** A member's last part of a round: new states get the numbers that one worker would have given them. */
import { place } from '../store/add.ts';
import { readEntries } from '../store/ahead.ts';
import { isWithdrawn } from './claim.ts';
import type { Member } from './member.ts';
import {
  BASE,
  CLAIMED,
  COUNT,
  EXPANDED,
  freshIn,
  MOST,
  type Round,
  read,
  slicesOf,
  TAKER,
  tallied,
  WITHDRAWN,
} from './shared.ts';

/** What a claim becomes that is no part of its round: an entry that leads to the first state, which it does not equal. */
const BURIED = 1;

/** Settles the slices that the member has expanded: what it reads is in its own cache. */
export function settleOwn(member: Member): void {
  const { id, shared, machine } = member;
  const { round } = shared;
  const properties = machine.model.properties.length;
  round.stateAt.fill(-1, id * properties, (id + 1) * properties);
  round.contradictionAt[id] = -1;
  const slices = slicesOf(round);
  let number = read(round.header, BASE);
  let position = 0;
  for (let slice = 0; slice < slices; slice++) {
    if (tallied(round, slice, TAKER) === id) settleSlice(member, slice, number, position);
    number += freshIn(round, slice);
    position += tallied(round, slice, COUNT);
  }
  for (let slice = slices; slice < read(round.header, EXPANDED); slice++)
    if (tallied(round, slice, TAKER) === id) burySlice(member, slice);
}

function settleSlice(member: Member, slice: number, first: number, position: number): void {
  const { shared, store, stateClaims } = member;
  const { round, stride } = shared;
  const { words, parents, positions, header, slots } = round;
  const { index, code } = store;
  const mask = index.length - 1;
  const most = read(header, MOST);
  const start = slice * stride;
  const end = start + tallied(round, slice, CLAIMED);
  const areSome = tallied(round, slice, WITHDRAWN) > 0;
  const asks = stateClaims.some(({ nth }) => read(shared.done, nth) === 0);
  const together = canAskTogether(member);
  let number = first;
  store.touched ^= readEntries(index, slots, start, end);
  for (let at = start; at < end; at++) {
    if (areSome && isWithdrawn(round, at)) continue;
    if (number >= most) return;
    const offset = at * store.words;
    place(store, number, words, at, read(parents, at));
    // Hashed again: reading the entry would wait for memory, writing it does not.
    index[read(slots, at)] = (code.hash(words, offset) & ~mask) | (number + 1);
    if (asks) judge(member, round, together, offset, position + read(positions, at));
    number += 1;
  }
}

/** Its parents are expanded again in the next round. Entries behind these must still be found, so they stay. */
function burySlice({ shared, store }: Member, slice: number): void {
  const { round, stride } = shared;
  const { slots, words: packed } = round;
  const { index, code, words } = store;
  const mask = index.length - 1;
  const start = slice * stride;
  for (let at = start; at < start + tallied(round, slice, CLAIMED); at++) {
    if (isWithdrawn(round, at)) continue;
    index[read(slots, at)] = (code.hash(packed, at * words) & ~mask) | BURIED;
  }
}

/** Whether of what is judged in states all is open that is always to hold, and all seen that is sometimes to. */
function canAskTogether({ stateClaims, shared }: Member): boolean {
  return stateClaims.every(({ nth, usual }) => read(shared.done, nth) === (usual ? 0 : 1));
}

/** Notes the first state of the round in which a property does not answer as usual, or throws. */
function judge(
  { id, machine, stateClaims, holdAll, shared }: Member,
  round: Round,
  together: boolean,
  offset: number,
  position: number,
): void {
  const first = id * machine.model.properties.length;
  machine.show(round.words, offset);
  if (together && holdAll()) return;
  let contradicts = together;
  for (const { nth, usual, holds } of stateClaims) {
    if (read(shared.done, nth) === 1) continue;
    if (read(round.stateAt, first + nth) === -1) {
      if (answersAs(usual, holds, machine.view)) continue;
      round.stateAt[first + nth] = position;
    }
    contradicts = false;
  }
  // Asked together they did not all hold, and asked one by one they do.
  if (contradicts && read(round.contradictionAt, id) === -1) round.contradictionAt[id] = position;
}

function answersAs(usual: boolean, holds: (state: object) => boolean, view: object): boolean {
  try {
    return holds(view) === usual;
  } catch {
    return false;
  }
}
