/**
 * Fewest faults first: layer f has all states to which f faults lead, and no fewer. Inside a layer states are
 * found by depth. Each is expanded twice: by all other actions for its own layer, and, once that is exhausted,
 * by the actions that are faults, for the next one. So states are stored in the order of (faults, depth), and
 * the store is the queue of both: nothing has to be put off in memory of its own.
 */
import type { Model } from '../system/model.ts';

/** Where the levels of a layer begin in the store, and where the last of them ends. A level may be empty. */
interface Levels {
  /** The depth of the first. */
  readonly depth: number;
  readonly bounds: number[];
}

export interface Layers {
  /** The numbers of the actions that are no faults, and of those that are. */
  readonly ordinary: readonly number[];
  readonly faulty: readonly number[];
  /** The first state of each layer that was begun; the last is the one whose states are being found. */
  readonly starts: number[];
  /** Of the layer before, whose states are expanded by faults; it is exhausted. */
  above: Levels;
  /** Of this layer, without the level that is being found. */
  own: Levels;
  /** The depth of the states that are being found, and the number of the first of them. */
  depth: number;
  levelStart: number;
  /** Of the layer before, states up to this one are expanded by faults for this level. */
  faultyEnd: number;
  /** The state of this layer to be expanded next without faults, and the end of those for this level. */
  next: number;
  nextEnd: number;
  /** Whether the state that was given out last is to be expanded by faults. */
  takesFaults: boolean;
  /** The largest depth of a state before this level. */
  deepest: number;
}

/** The layers before there is a state: the initial ones are the first level of layer 0. */
export function createLayers({ actions }: Model): Layers {
  const numbered = actions.map(({ fault }, number) => ({ fault, number }));
  const numbersOf = (faulty: boolean): number[] =>
    numbered.filter(({ fault }) => fault === faulty).map(({ number }) => number);
  return {
    ordinary: numbersOf(false),
    faulty: numbersOf(true),
    starts: [0],
    above: { depth: 0, bounds: [0] },
    own: { depth: 1, bounds: [0] },
    depth: 1,
    levelStart: 0,
    faultyEnd: 0,
    next: 0,
    nextEnd: 0,
    takesFaults: false,
    deepest: 0,
  };
}

/**
 * The next state to expand for this level, by faults or without as `takesFaults` says; -1 if there is none.
 * @param head how many states have been expanded by faults: all others have been before
 */
export function nextInLevel(layers: Layers, head: number): number {
  layers.takesFaults = head < layers.faultyEnd;
  if (layers.takesFaults) return head;
  if (layers.next === layers.nextEnd) return -1;
  layers.next += 1;
  return layers.next - 1;
}

/**
 * Moves on to the next level, or to the first of the next layer, when all of this one have been found.
 * @param count how many states are stored
 * @returns false when there is none: a layer without states has no successors
 */
export function enterLevel(layers: Layers, count: number): boolean {
  const { own, above, depth, levelStart, starts } = layers;
  layers.deepest = deepestIn(layers, count);
  own.bounds.push(count);
  if (count > levelStart || depth < lastDepthOf(above) + 1) {
    layers.depth = depth + 1;
    layers.nextEnd = count;
  } else {
    if (count === starts.at(-1)) return false;
    starts.push(count);
    layers.above = withoutEmptyLevels(own);
    layers.depth = layers.above.depth + 1;
    layers.own = { depth: layers.depth, bounds: [count] };
  }
  layers.levelStart = count;
  layers.faultyEnd = endOfLevel(layers.above, layers.depth - 1);
  return true;
}

/** The largest depth of a state when `distinct` are stored. */
export function deepestIn({ deepest, depth, levelStart }: Layers, distinct: number): number {
  return distinct > levelStart ? Math.max(deepest, depth) : deepest;
}

/** The fewest faults that lead to a stored state. */
export function faultsOf({ starts }: Layers, state: number): number {
  return starts.findLastIndex((start) => start <= state);
}

function lastDepthOf({ depth, bounds }: Levels): number {
  return depth + bounds.length - 2;
}

function endOfLevel(levels: Levels, depth: number): number {
  const nth = Math.min(depth, lastDepthOf(levels)) - levels.depth + 1;
  return levels.bounds[nth] as number;
}

/** A layer may begin far down: to look for its first level again in each layer below would cost much. */
function withoutEmptyLevels({ depth, bounds }: Levels): Levels {
  const first = bounds.lastIndexOf(bounds[0] as number);
  const last = bounds.indexOf(bounds.at(-1) as number);
  return { depth: depth + first, bounds: bounds.slice(first, last + 1) };
}
