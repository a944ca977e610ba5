/**
 * What the members of a team share: the control words that keep them in step, what the phase at hand is
 * about, and the rounds that are under way, one being settled, one looked up and one expanded.
 *
 * A round's parents are cut into slices. Each slice has places for its successors, and is written by the one
 * member that took it. Positions number the successors of a round in the order in which one worker would
 * have found them: slice after slice, without the places that stay empty.
 */

/** In `control`. */
export const PHASE = 0;
export const ARRIVED = 1;
export const FAILED = 2;
export const SEGMENTS = 3;
/** The slice that whoever has time takes next. */
export const NEXT_SLICE = 4;

/** In `plan`: which of the rounds is settled, looked up and expanded in the phase; -1 for none. */
export const SETTLE = 0;
export const LOOK_UP = 1;
export const EXPAND = 2;
/** The size of each member's index: a power of two, as its exponent. */
export const INDEX_BITS = 3;

/** In the `header` of a round. */
export const FIRST = 0;
/** Exclusive. */
export const LAST = 1;
/** Parents of a slice; the last one may have fewer. */
export const EACH = 2;
/** How many states are stored before the round's own. */
export const BASE = 3;
/** States with this number or a higher one are not stored. */
export const MOST = 4;

/** In the `tally` of a slice; -1 stands for none. */
export const COUNT = 0;
/** The parents of the slice that were expanded end before this one. */
export const END = 1;
/** The first parent in which nothing is enabled, and how many successors of the slice came before it. */
export const DEADLOCK_PARENT = 2;
export const DEADLOCK_AT = 3;
/** The parent in which the model threw, and how many successors of the slice came before that. */
export const FAULT_PARENT = 4;
export const FAULT_AT = 5;
export const TALLY = 6;

/** In `found`, for each member. */
export const FRESH = 0;
/** The position of the first state of which a property gave two answers; -1 for none. */
export const CONTRADICTION_AT = 1;
const FOUND = 2;

/** In `stepInstance`: the property threw. */
export const THREW = -1;

export interface Round {
  /** Which one it is. */
  readonly nth: number;
  readonly header: Int32Array;
  /** By place: each successor's words and its parent. */
  readonly words: Int32Array;
  readonly parents: Int32Array;
  /** By slice, and in it by the member whose part of the index they fall to: places and their hashes. */
  readonly routed: Int32Array;
  readonly hashes: Int32Array;
  /** By slice and member, and one more: where in the slice's part of `routed` the member's begin. */
  readonly routes: Int32Array;
  /** One a member: a bit by place, set if the successor falls to the member and is new. */
  readonly fresh: readonly Int32Array[];
  /** By slice. */
  readonly tally: Int32Array;
  /** By slice and action: in how many parents it was enabled. */
  readonly taken: Int32Array;
  /**
   * By slice and property: where in it the first step is that violates it, satisfies it, or makes it throw, and its
   * instance, or THREW.
   */
  readonly stepAt: Int32Array;
  readonly stepInstance: Int32Array;
  /** By member and property: the position of the first state that violates it, satisfies it, or makes it throw. */
  readonly stateAt: Int32Array;
  /** By member. */
  readonly found: Int32Array;
}

export interface Shared {
  readonly members: number;
  readonly control: Int32Array;
  readonly plan: Int32Array;
  /** By property of the model: 1 once it was violated or seen, and need not be judged any more. */
  readonly done: Int32Array;
  /** By member: entries of its index. */
  readonly owned: Int32Array;
  readonly rounds: readonly Round[];
  /** Slices of a round, at most. */
  readonly slices: number;
  /** Parents of a slice, at most. */
  readonly parents: number;
  /** Successors that a slice has room for. */
  readonly room: number;
  /** The size of each member's first index, as an exponent. */
  readonly indexBits: number;
  /** Places of a slice: its room and some more, so that no two slices have bits in one word. */
  readonly stride: number;
}

/** How large the rounds must be. */
export interface Sizes {
  readonly members: number;
  readonly words: number;
  readonly actions: number;
  readonly instances: number;
  readonly properties: number;
  /** Slices of a round, at most. */
  readonly slices?: number;
  /** Parents of a slice, at most. */
  readonly parents?: number;
  /** Successors of a slice, at most, beside those of one more parent. */
  readonly successors?: number;
  /** The size of each member's first index, as an exponent. */
  readonly indexBits?: number;
}

/** One is settled, one looked up and one expanded. */
const ROUNDS = 3;
/** Slices for each member: enough that members wait a short time only for the one that took the last. */
const SLICES = 32;
const PARENTS = 2 ** 8;
const SUCCESSORS = 2 ** 11;
const INDEX = 16;

export function createShared(sizes: Sizes): Shared {
  const { members, parents = PARENTS, successors = SUCCESSORS, slices = SLICES * members } = sizes;
  const room = successors + sizes.instances;
  const stride = Math.ceil(room / 32) * 32;
  return {
    members,
    control: int32(5),
    plan: int32(4),
    done: int32(sizes.properties),
    owned: int32(members),
    rounds: Array.from({ length: ROUNDS }, (_, nth) => createRound(nth, sizes, slices, stride)),
    slices,
    parents,
    room,
    indexBits: sizes.indexBits ?? INDEX,
    stride,
  };
}

function createRound(
  nth: number,
  { members, words, actions, properties }: Sizes,
  slices: number,
  stride: number,
): Round {
  const places = slices * stride;
  return {
    nth,
    header: int32(5),
    words: int32(words * places),
    parents: int32(places),
    routed: int32(places),
    hashes: int32(places),
    routes: int32(slices * (members + 1)),
    fresh: Array.from({ length: members }, () => int32(places / 32)),
    tally: int32(slices * TALLY),
    taken: int32(slices * actions),
    stepAt: int32(slices * properties),
    stepInstance: int32(slices * properties),
    stateAt: int32(members * properties),
    found: int32(members * FOUND),
  };
}

export function int32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function read(numbers: Int32Array, at: number): number {
  return numbers[at] as number;
}

/** What a slice has in its tally. */
export function tallied({ tally }: Round, slice: number, entry: number): number {
  return read(tally, slice * TALLY + entry);
}

/** What a member found in a round. */
export function foundBy({ found }: Round, member: number, entry: number): number {
  return read(found, member * FOUND + entry);
}

export function noteFound({ found }: Round, member: number, entry: number, value: number): void {
  found[member * FOUND + entry] = value;
}

/** How many slices a round has. A quotient that V8 once sees to be no integer costs a tenth of a second, seconds later. */
export function slicesOf({ header }: Round): number {
  const each = read(header, EACH);
  return ((read(header, LAST) - read(header, FIRST) + each - 1) / each) | 0;
}

/** The parents of a slice, the last one exclusive. */
export function sliceOf({ header }: Round, slice: number): readonly [number, number] {
  const each = read(header, EACH);
  const first = read(header, FIRST) + slice * each;
  return [first, Math.min(first + each, read(header, LAST))];
}

/** The successors of a round, those that are known as well. */
export function successorsOf(round: Round): number {
  let total = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) total += tallied(round, slice, COUNT);
  return total;
}

/** The new states of a round that has been looked up. */
export function freshOf(round: Round, members: number): number {
  let total = 0;
  for (let member = 0; member < members; member++) total += foundBy(round, member, FRESH);
  return total;
}

/** Bytes that the rounds take. */
export function sharedBytes({ rounds }: Shared): number {
  return rounds
    .flatMap((round) => Object.values(round).flat() as (Int32Array | number)[])
    .reduce<number>((sum, part) => sum + (typeof part === 'number' ? 0 : part.byteLength), 0);
}
