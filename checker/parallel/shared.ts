/**
 * What the members of a team share: the control words that keep them in step, what the round at hand is
 * about, and an area for each, which it alone writes, with the successors that it found.
 *
 * Positions number the successors of a round in the order in which one worker would have found them.
 */

/** In `control`. */
export const PHASE = 0;
export const ARRIVED = 1;
export const FAILED = 2;
export const SEGMENTS = 3;

/** In `round`. */
export const FIRST = 0;
/** Exclusive. */
export const LAST = 1;
/** How many states are stored. */
export const BASE = 2;
/** States with this number or a higher one are not stored. */
export const MOST = 3;
/** The size of each member's index: a power of two, as its exponent. */
export const INDEX_BITS = 4;

/** In `tally`; -1 stands for none. */
export const COUNT = 0;
/** The parents of the slice that were expanded end before this one. */
export const END = 1;
export const FRESH = 2;
export const OWNED = 3;
/** The first parent in which nothing is enabled, and how many successors came before it. */
export const DEADLOCK_PARENT = 4;
export const DEADLOCK_AT = 5;
/** The parent in which the model threw, and how many successors came before that. */
export const FAULT_PARENT = 6;
export const FAULT_AT = 7;
/** The position of the state in which a property threw. */
export const JUDGE_FAULT_AT = 8;
const TALLY = 9;

/** Each successor's words, its parent, its hash, and after they were looked up whether it is new. */
export interface Found {
  readonly words: Int32Array;
  readonly parents: Int32Array;
  readonly hashes: Int32Array;
  readonly fresh: Uint8Array;
}

export interface Area extends Found {
  readonly tally: Int32Array;
  /** By parent of the slice and action: how many instances were enabled. */
  readonly enabled: Int32Array;
  /** By action: in how many parents of the slice it was enabled. */
  readonly taken: Int32Array;
  /** By property: where the first step that violates it, or satisfies it, is in the slice, and its instance. */
  readonly stepAt: Int32Array;
  readonly stepInstance: Int32Array;
  /** By property: the position of the first state that violates it, or satisfies it. */
  readonly stateAt: Int32Array;
}

export interface Shared {
  readonly control: Int32Array;
  readonly round: Int32Array;
  /** By property of the model: 1 once it was violated or seen, and need not be judged any more. */
  readonly done: Int32Array;
  /** One a member. */
  readonly areas: readonly Area[];
  /** Parents of a round, at most. */
  readonly parents: number;
  /** Successors that an area has room for. */
  readonly capacity: number;
}

/** How large the areas must be. */
export interface Sizes {
  readonly members: number;
  readonly words: number;
  readonly actions: number;
  readonly instances: number;
  readonly properties: number;
  /** Parents of a round, at most. */
  readonly parents?: number;
  /** Successors of a slice, at most, and those of one more parent. */
  readonly successors?: number;
}

/** Parents of a round: enough for some ten milliseconds' work for two workers, against three waits of some 0.03. */
const PARENTS = 2 ** 14;
const SUCCESSORS = 2 ** 16;

export function createShared(sizes: Sizes): Shared {
  const { members, parents = PARENTS, successors = SUCCESSORS, instances } = sizes;
  const capacity = successors + instances;
  return {
    control: int32(4),
    round: int32(5),
    done: int32(sizes.properties),
    areas: Array.from({ length: members }, () => createArea(sizes, parents, capacity)),
    parents,
    capacity,
  };
}

function createArea(
  { words, actions, properties, members }: Sizes,
  parents: number,
  capacity: number,
): Area {
  return {
    words: int32(words * capacity),
    parents: int32(capacity),
    hashes: int32(capacity),
    fresh: new Uint8Array(new SharedArrayBuffer(capacity)),
    tally: int32(TALLY),
    enabled: int32((Math.ceil(parents / members) + 1) * actions),
    taken: int32(actions),
    stepAt: int32(properties),
    stepInstance: int32(properties),
    stateAt: int32(properties),
  };
}

export function int32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function read(numbers: Int32Array, at: number): number {
  return numbers[at] as number;
}

/** The parents of a round that a member expands, the last one exclusive. */
export function sliceOf({ round, areas }: Shared, member: number): readonly [number, number] {
  const first = read(round, FIRST);
  const parents = read(round, LAST) - first;
  const at = (nth: number): number => first + Math.floor((parents * nth) / areas.length);
  return [at(member), at(member + 1)];
}

/** Bytes of the areas. */
export function sharedBytes({ areas }: Shared): number {
  return areas
    .flatMap((area) => Object.values(area) as (Int32Array | Uint8Array)[])
    .reduce((sum, numbers) => sum + numbers.byteLength, 0);
}
