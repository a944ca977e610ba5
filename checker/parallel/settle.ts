/** A member's last part of a round: new states get the numbers that one worker would have given them. */
import { place } from '../search/store.ts';
import { bitsIn, bitsOfAll, bitsOfSlice } from './freshBits.ts';
import type { Member } from './member.ts';
import { enter } from './partition.ts';
import {
  BASE,
  COUNT,
  foundBy,
  JUDGE_FAULT_AT,
  MOST,
  noteFound,
  type Round,
  read,
  slicesOf,
  tallied,
} from './shared.ts';

/** Stores and judges the new states that fall to a member. */
export function settleOwn(member: Member, round: Round): void {
  const { id, shared, machine } = member;
  const { fresh, header } = round;
  const own = fresh[id] as Int32Array;
  const most = read(header, MOST);
  const properties = machine.model.properties.length;
  round.stateAt.fill(-1, id * properties, (id + 1) * properties);
  noteFound(round, id, JUDGE_FAULT_AT, -1);
  let number = read(header, BASE);
  let nth = 0;
  let position = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    const start = slice * shared.stride;
    const [from, to] = bitsOfSlice(shared, round, slice);
    for (let word = from; word < to; word++) {
      const all = bitsOfAll(fresh, word);
      for (let left = read(own, word); left !== 0; left &= left - 1) {
        const lowest = left & -left;
        const at = word * 32 + 31 - Math.clz32(lowest);
        const settled = number + bitsIn(all & (lowest - 1));
        if (settled < most) settle(member, round, nth, settled, at, position + at - start);
        nth += 1;
      }
      number += bitsIn(all);
    }
    position += tallied(round, slice, COUNT);
  }
}

function settle(
  member: Member,
  round: Round,
  nth: number,
  number: number,
  at: number,
  position: number,
): void {
  const { id, store, partition } = member;
  enter(partition, nth, number);
  place(store, number, round.words, at, read(round.parents, at));
  if (member.stateClaims.length > 0 && foundBy(round, id, JUDGE_FAULT_AT) === -1)
    judge(member, round, at * store.words, position);
}

function judge(
  { id, machine, stateClaims, shared }: Member,
  round: Round,
  offset: number,
  position: number,
): void {
  const first = id * machine.model.properties.length;
  let shown = false;
  for (const { nth, usual, holds } of stateClaims) {
    if (read(shared.done, nth) === 1 || read(round.stateAt, first + nth) !== -1) continue;
    if (!shown) machine.show(round.words, offset);
    shown = true;
    try {
      if (Boolean(holds(machine.view)) === usual) continue;
    } catch {
      noteFound(round, id, JUDGE_FAULT_AT, position);
      return;
    }
    round.stateAt[first + nth] = position;
  }
}
