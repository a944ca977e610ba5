/** Which places of a round hold new states: a bit each, by member, and what follows from all of them. */
import { COUNT, type Round, type Shared, slicesOf, tallied } from './shared.ts';

/** How many bits of a word are set. */
export function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The words that hold a slice's bits, the last one exclusive. */
export function bitsOfSlice(
  { stride }: Shared,
  round: Round,
  slice: number,
): readonly [number, number] {
  const from = (slice * stride) / 32;
  return [from, from + Math.ceil(tallied(round, slice, COUNT) / 32)];
}

/** A word of the bits of all members. */
export function bitsOfAll(fresh: readonly Int32Array[], word: number): number {
  let all = 0;
  for (let member = 0; member < fresh.length; member++)
    all |= (fresh[member] as Int32Array)[word] as number;
  return all;
}

/** How many new states are among the first `position` successors of a round. */
export function freshBefore(shared: Shared, round: Round, position: number): number {
  let count = 0;
  forEachSuccessor(shared, round, (at, isFresh) => {
    if (at >= position) return false;
    if (isFresh) count += 1;
    return true;
  });
  return count;
}

/** The position of a round's new state with `rank` new ones before it. */
export function positionOf(shared: Shared, round: Round, rank: number): number {
  let left = rank;
  let position = -1;
  forEachSuccessor(shared, round, (at, isFresh) => {
    if (!isFresh) return true;
    position = at;
    left -= 1;
    return left >= 0;
  });
  return position;
}

/** Goes through the successors of a round, in their order, as long as `visit` says so. */
function forEachSuccessor(
  { stride }: Shared,
  round: Round,
  visit: (position: number, isFresh: boolean) => boolean,
): void {
  let position = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    for (let nth = 0; nth < tallied(round, slice, COUNT); nth++) {
      const place = slice * stride + nth;
      const bit = (bitsOfAll(round.fresh, place >>> 5) >>> (place & 31)) & 1;
      if (!visit(position, bit === 1)) return;
      position += 1;
    }
  }
}
