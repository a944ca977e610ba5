/**
 * Of the traces to a finding that are equally short, a simple one: with few faults; of those, one in which another
 * actor seldom takes over; of those, the first in the order of the model's actions.
 *
 * What is around the path is explored once more, and the simplest way through it taken. Where that would be too much
 * for the whole path at once, it is done for one part after the other, each as long as can be afforded.
 */

import type { Path } from '../search/trace.ts';
import { findState } from '../store/add.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { actorOf, type Instance } from '../system/instances.ts';
import { type Actor, cheapestWay, FAULT, NO_TURN, type Terms } from './cheapest.ts';
import { explore, type Surroundings } from './layers.ts';
import { type Ground, type Sought, statesAlong } from './terrain.ts';

export interface Simplest {
  readonly path: Path;
  /** Whether no path that is as short is simpler. Otherwise only parts of it were compared. */
  readonly proven: boolean;
}

interface Task {
  readonly ground: Ground;
  readonly sought: Sought;
}

/** A part of a path that was compared with its surroundings. */
interface Part {
  readonly path: Path;
  /** The state of the path that the part ends with. */
  readonly to: number;
  /** Whether it was compared up to what is sought, wherever that is. */
  readonly complete: boolean;
  readonly expanded: number;
}

/** What may be spent on the first part, of all: it can be the whole path. */
const FIRST_SHARE = 1 / 2;
/** And on each of the others, which overlap. */
const SHARE = 1 / 4;

/**
 * The simplest path that is as short, if a look at `most` states is enough for that.
 * @param path a shortest one to what is sought
 * @param most how many states may be expanded
 * @throws whatever the model throws in states that are as near as those of the path, and Error when it does not take the
 * same steps again
 */
export function simplest(ground: Ground, sought: Sought, path: Path, most: number): Simplest {
  if (path.steps.length === 0) return { path, proven: true };
  const task: Task = { ground, sought };
  let part = simplified(task, path, 0, Math.floor(most * FIRST_SHARE));
  if (part.complete) return { path: part.path, proven: true };
  let left = most - part.expanded;
  for (let from = 0; part.to < path.steps.length && left > 0; ) {
    from = Math.max(from + 1, Math.floor((from + part.to) / 2));
    part = simplified(task, part.path, from, Math.min(left, Math.floor(most * SHARE)));
    left -= Math.max(1, part.expanded);
  }
  return { path: part.path, proven: false };
}

/** The path with its part from the state number `from` on replaced by a simpler one, if there is one. */
function simplified(task: Task, path: Path, from: number, most: number): Part {
  const { ground, sought } = task;
  const { start, steps } = path;
  const states = statesAlong(ground, path);
  const roots = from === 0 ? ground.roots : [states[from] as Int32Array];
  const surroundings = explore(ground, roots, sought, { layers: steps.length - from, most });
  const { store, starts } = surroundings;
  const to = from + starts.length - 1;
  const complete = to === steps.length && (sought !== null || store.count <= most);
  const actors = actorsAlong(task, states, steps);
  const terms: Terms = {
    isEnd: isEndOf(task, surroundings, complete ? null : (states[to] as Int32Array)),
    ending: complete && sought?.kind === 'step' ? sought : null,
    before: from === 0 ? NO_TURN : (actors[from - 1] as Actor),
    after: to === steps.length ? NO_TURN : (actors[to] as Actor),
  };
  const expanded = complete && sought === null ? store.count : (starts.at(-1) as number);
  const way = cheapestWay(ground, surroundings, terms);
  const unchanged = { path, to, complete: complete && way !== null, expanded };
  if (way === null || way.cost >= costOf(task, path, actors, from, to)) return unchanged;
  const rootOf = (root: number): number =>
    roots.findIndex((state) => findState(store, state, 0) === root);
  const replaced = [...steps.slice(0, from), ...way.instances, ...steps.slice(to)];
  return { ...unchanged, path: { start: from === 0 ? rootOf(way.root) : start, steps: replaced } };
}

/** What ends a way: the goal where there is one, or what is sought. */
function isEndOf(
  { ground, sought }: Task,
  { store, stuck }: Surroundings,
  goal: Int32Array | null,
): (state: number) => boolean {
  if (goal !== null) {
    const number = findState(store, goal, 0);
    return (state) => state === number;
  }
  if (sought === null) return (state) => stuck.has(state);
  if (sought.kind === 'step') return () => false;
  const { machine } = ground;
  return (state) => {
    machine.show(segmentOf(store, state), offsetOf(store, state));
    return !sought.holds(machine.view);
  };
}

/** Who takes each step. */
function actorsAlong(
  { ground: { machine } }: Task,
  states: readonly Int32Array[],
  steps: readonly number[],
): Actor[] {
  return steps.map((step, nth) => {
    machine.load(states[nth] as Int32Array, 0);
    return actorOf(machine.instances[step] as Instance, machine.loadedView);
  });
}

/** What a part of a path costs, with the turns from what comes before it and to what comes after it. */
function costOf(
  { ground: { machine } }: Task,
  { steps }: Path,
  actors: readonly Actor[],
  from: number,
  to: number,
): number {
  const faults = steps.slice(from, to).filter((step) => machine.instances[step]?.action.fault);
  const met = actors.slice(Math.max(0, from - 1), to + 1);
  const turns = met.filter((actor, nth) => nth > 0 && actor !== met[nth - 1]);
  return faults.length * FAULT + turns.length;
}
