/** A member's last part of a round: new states get the numbers that one worker would have given them. */
import { place } from '../store/add.ts';
import { bitsIn, bitsOfAll, bitsOfSlice } from './freshBits.ts';
import type { Member } from './member.ts';
import { freshIn } from './partition.ts';
import {
  BASE,
  CONTRADICTION_AT,
  COUNT,
  foundBy,
  MOST,
  noteFound,
  type Round,
  read,
  slicesOf,
  tallied,
} from './shared.ts';

/**
 * A member enters the numbers of those new states that fall to it, in its part of the index. It stores and judges
 * those of some neighbouring slices, whoever they fall to: states that lie in one cache line are written
 * by one member.
 */
export function settleOwn(member: Member, round: Round): void {
  const { id, shared, machine } = member;
  const { fresh, header } = round;
  const slices = slicesOf(round);
  const firstOwn = ((slices * id) / shared.members) | 0;
  const lastOwn = ((slices * (id + 1)) / shared.members) | 0;
  const properties = machine.model.properties.length;
  round.stateAt.fill(-1, id * properties, (id + 1) * properties);
  noteFound(round, id, CONTRADICTION_AT, -1);
  let number = read(header, BASE);
  let position = 0;
  let entered = 0;
  for (let slice = 0; slice < slices; slice++) {
    const [from, to] = bitsOfSlice(shared, round, slice);
    if (slice >= firstOwn && slice < lastOwn) storeSlice(member, round, slice, number, position);
    entered = enterSlice(member, round, from, to, number, entered);
    for (let word = from; word < to; word++) number += bitsIn(bitsOfAll(fresh, word));
    position += tallied(round, slice, COUNT);
  }
}

/** @param entered how many of the member's new states have got their numbers. Returns how many have then. */
function enterSlice(
  { id, partition }: Member,
  round: Round,
  from: number,
  to: number,
  first: number,
  entered: number,
): number {
  const { fresh, header } = round;
  const own = fresh[id] as Int32Array;
  const most = read(header, MOST);
  const { index, numberMask } = partition;
  const { slots } = freshIn(partition, round);
  let number = first;
  let nth = entered;
  for (let word = from; word < to; word++) {
    const all = bitsOfAll(fresh, word);
    for (let left = read(own, word); left !== 0; left &= left - 1) {
      const settled = number + bitsIn(all & ((left & -left) - 1));
      const slot = read(slots, nth);
      if (settled < most) index[slot] = (read(index, slot) & ~numberMask) | (settled + 1);
      nth += 1;
    }
    number += bitsIn(all);
  }
  return nth;
}

function storeSlice(
  member: Member,
  round: Round,
  slice: number,
  first: number,
  position: number,
): void {
  const { shared, store, stateClaims } = member;
  const { fresh, header, words, parents } = round;
  const most = read(header, MOST);
  const [from, to] = bitsOfSlice(shared, round, slice);
  const start = slice * shared.stride;
  const asks = stateClaims.some(({ nth }) => read(shared.done, nth) === 0);
  const together = canAskTogether(member);
  let number = first;
  for (let word = from; word < to; word++) {
    for (let left = bitsOfAll(fresh, word); left !== 0; left &= left - 1) {
      if (number >= most) return;
      const at = word * 32 + 31 - Math.clz32(left & -left);
      place(store, number, words, at, read(parents, at));
      if (asks) judge(member, round, together, at * store.words, position + at - start);
      number += 1;
    }
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
  if (contradicts && foundBy(round, id, CONTRADICTION_AT) === -1)
    noteFound(round, id, CONTRADICTION_AT, position);
}

function answersAs(usual: boolean, holds: (state: object) => boolean, view: object): boolean {
  try {
    return Boolean(holds(view)) === usual;
  } catch {
    return false;
  }
}
