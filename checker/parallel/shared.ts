/**
 * What the members of a team share: the control words that keep them in step, what they are to do, and the round
 * that is under way.
 *
 * A round's parents are cut into slices, each of which is expanded by the one member that took it. Positions number the
 * successors of a round in the order in which one worker would have found them. A slice has places for those that are
 * claimed to be new, in the same order; some of them stay empty.
 */
import { numbers } from '../store/store.ts';

/** In `control`. */
export const PHASE = 0;
export const ARRIVED = 1;
/** How many segments and indexes were sent: each member gets the same ones. */
export const SENT = 2;
/** The slice that whoever has time takes next. */
export const NEXT_SLICE = 3;
/** Members beside the first one that are ready to take part. */
export const READY = 4;

/** In `plan`: how many members take part in a phase. */
export const PRESENT = 0;
/** In `plan`: what they do. */
export const TASK = 1;
/** Slices are expanded, and their successors looked up. */
export const EXPAND = 0;
/** New states are numbered, stored and judged. */
export const SETTLE = 1;
/** A larger index is written with zeros. */
export const CLEAR = 2;
/** It gets the stored states. */
export const ENTER = 3;

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
/** Slices that were expanded; the last ones may be no part of the round. */
export const EXPANDED = 5;

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
/** The member that took it. */
export const TAKER = 6;
/** How many of its successors were claimed to be new, and how many of those claims were withdrawn. */
export const CLAIMED = 7;
export const WITHDRAWN = 8;
/** A digest of all its successors and their parents. */
export const DIGEST = 9;
export const TALLY = 10;

/** In `stepInstance`: the property threw. */
export const THREW = -1;

export interface Round {
  readonly header: Int32Array;
  /** By place, of a successor that is claimed to be new: its words, and its parent. */
  readonly words: Int32Array;
  readonly parents: Int32Array;
  /** Its position among those of its slice. */
  readonly positions: Int32Array;
  /** Where its entry is in the index. */
  readonly slots: Int32Array;
  /** A bit by place, set if it equals an earlier one of another slice. */
  readonly withdrawn: Int32Array;
  /** By slice. */
  readonly tally: Int32Array;
  /** By slice and action: in how many parents it was enabled. */
  readonly taken: Int32Array;
  /**
   * By slice and property: where in it the first step is that violates it, satisfies it, or makes it throw, and its
   * instance, or THREW, and its parent.
   */
  readonly stepAt: Int32Array;
  readonly stepInstance: Int32Array;
  readonly stepParent: Int32Array;
  /** By member and property: the position of the first state that violates it, satisfies it, or makes it throw. */
  readonly stateAt: Int32Array;
  /** By member: the position of the first state of which a property gave two answers; -1 for none. */
  readonly contradictionAt: Int32Array;
}

export interface Shared {
  readonly members: number;
  readonly control: Int32Array;
  readonly plan: Int32Array;
  /** By property of the model: 1 once it was violated or seen, and need not be judged any more. */
  readonly done: Int32Array;
  readonly round: Round;
  /** Slices of a round, at most. */
  readonly slices: number;
  /** Parents of a slice, at most. */
  readonly parents: number;
  /** Successors that a slice has room for. */
  readonly room: number;
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
  /** What the places of a round may take; there is a slice for each member nevertheless. */
  readonly bytes?: number;
}

/** Slices for each member: enough that members wait a short time only for the one that took the last. */
const SLICES = 64;
const PARENTS = 2 ** 8;
const SUCCESSORS = 2 ** 11;
/** Where states are wide, or a model has many action instances, rounds have fewer slices. */
const MOST_BYTES = 2 ** 25;

/** Bytes that the places of a slice take: each has a state, its parent, its position and its slot. */
export function sliceBytes(sizes: Pick<Sizes, 'words' | 'instances' | 'successors'>): number {
  return 4 * (sizes.words + 3) * strideOf(roomOf(sizes));
}

function roomOf({ instances, successors = SUCCESSORS }: Pick<Sizes, 'instances' | 'successors'>) {
  return successors + instances;
}

function strideOf(room: number): number {
  return Math.ceil(room / 32) * 32;
}

export function createShared(sizes: Sizes): Shared {
  const { members, parents = PARENTS, bytes = Number.POSITIVE_INFINITY } = sizes;
  const room = roomOf(sizes);
  const stride = strideOf(room);
  const fitting = Math.floor(Math.min(bytes, MOST_BYTES) / sliceBytes(sizes));
  const { slices = Math.min(SLICES * members, Math.max(members, fitting)) } = sizes;
  return {
    members,
    control: numbers(5, true),
    plan: numbers(2, true),
    done: numbers(sizes.properties, true),
    round: createRound(sizes, slices, stride),
    slices,
    parents,
    room,
    stride,
  };
}

function createRound(
  { members, words, actions, properties }: Sizes,
  slices: number,
  stride: number,
): Round {
  const places = slices * stride;
  return {
    header: numbers(6, true),
    words: numbers(words * places, true),
    parents: numbers(places, true),
    positions: numbers(places, true),
    slots: numbers(places, true),
    withdrawn: numbers(places / 32, true),
    tally: numbers(slices * TALLY, true),
    taken: numbers(slices * actions, true),
    stepAt: numbers(slices * properties, true),
    stepInstance: numbers(slices * properties, true),
    stepParent: numbers(slices * properties, true),
    stateAt: numbers(members * properties, true).fill(-1),
    contradictionAt: numbers(members, true).fill(-1),
  };
}

export function read(numbers: Int32Array, at: number): number {
  return numbers[at] as number;
}

/** What a slice has in its tally. */
export function tallied({ tally }: Round, slice: number, entry: number): number {
  return read(tally, slice * TALLY + entry);
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

/** The new states of a slice that has been looked up. */
export function freshIn(round: Round, slice: number): number {
  return tallied(round, slice, CLAIMED) - tallied(round, slice, WITHDRAWN);
}

/** The new states of a round. */
export function freshOf(round: Round): number {
  let total = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) total += freshIn(round, slice);
  return total;
}

/** Bytes that the round takes. */
export function sharedBytes({ round }: Shared): number {
  return Object.values(round).reduce((sum, part: Int32Array) => sum + part.byteLength, 0);
}
