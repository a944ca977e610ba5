/**
 * Shortcuts: a bounded breadth-first search from a state of a path, for a way to one of its later states,
 * or to what is sought, that has fewer steps.
 */
import { batchIsFull } from '../search/machine.ts';
import type { Path } from '../search/trace.ts';
import { addAll } from '../store/add.ts';
import { createStore, offsetOf, parentOf, type StateStore, segmentOf } from '../store/store.ts';
import { breaksStep } from './reduce.ts';
import { type Sought, statesAlong, type Terrain } from './terrain.ts';

/** A way from one state of a path to a later one, or to what is sought. */
interface Shortcut {
  /** How many steps fewer it has. */
  readonly saved: number;
  /** The state it ends in, and one more step if that step is what is sought. */
  readonly state: number;
  readonly last: number | null;
  /** The state of the path that it leads to, or stands in for: the last one, for what is sought. */
  readonly to: number;
}

interface Survey {
  readonly terrain: Terrain;
  readonly sought: Sought;
  readonly store: StateStore;
  /** By state: the instance that led to it; for a root, the number of the initial state. */
  readonly via: number[];
  /** The path's later states, by their hashes. */
  readonly goals: ReadonlyMap<number, readonly Goal[]>;
  readonly from: number;
  /** The steps of the path. */
  readonly length: number;
  /** Steps from a root to the states that are being found. */
  depth: number;
  best: Shortcut | null;
}

interface Goal {
  readonly nth: number;
  readonly state: Int32Array;
}

/**
 * The path with the shortcut from its state number `from` that saves most; the path itself when there is
 * none among the `most` states nearest to it. From its first state, the search begins at every initial
 * state.
 */
export function shortened(
  terrain: Terrain,
  sought: Sought,
  path: Path,
  from: number,
  most: number,
): Path {
  const states = statesAlong(terrain, path);
  const survey = surveyFrom(terrain, sought, states, from, most);
  const roots = from === 0 ? terrain.roots : [states[from] as Int32Array];
  try {
    explore(survey, roots);
  } catch {
    // A fault of the model away from the path: what was found before it is still true.
    terrain.machine.batch.pending = 0;
  } finally {
    terrain.onStep = null;
  }
  return survey.best === null ? path : rejoined(survey, path, survey.best);
}

function surveyFrom(
  terrain: Terrain,
  sought: Sought,
  states: readonly Int32Array[],
  from: number,
  most: number,
): Survey {
  const store = createStore(terrain.machine.layout.words, most, Number.POSITIVE_INFINITY);
  const goals = new Map<number, Goal[]>();
  const last = states.length - 1;
  for (const [nth, state] of states.entries()) {
    const hash = store.code.hash(state, 0);
    // Coming to the last state another way need not break a property of steps.
    if (nth > from && (nth < last || sought?.kind !== 'step'))
      goals.set(hash, [...(goals.get(hash) ?? []), { nth, state }]);
  }
  return { terrain, sought, store, via: [], goals, from, length: last, depth: 0, best: null };
}

function explore(survey: Survey, roots: readonly Int32Array[]): void {
  const { terrain, sought, store } = survey;
  const { machine, taken } = terrain;
  machine.batch.pending = 0;
  for (const [nth, root] of roots.entries()) {
    machine.show(root, 0);
    taken[machine.batch.pending] = nth;
    machine.push(-1);
    if (batchIsFull(machine)) keep(survey);
  }
  keep(survey);
  let at = 0;
  terrain.onStep = (instance) => {
    if (sought?.kind === 'step' && breaksStep(terrain, sought, instance))
      consider(survey, at, instance, survey.length);
  };
  for (let levelEnd = 0; at < store.count && store.shortage === null; at++) {
    if (at === levelEnd) {
      levelEnd = store.count;
      survey.depth += 1;
    }
    // Deeper down, not even what is sought would save more.
    if (mostToSave(survey) <= (survey.best?.saved ?? 0)) return;
    machine.load(segmentOf(store, at), offsetOf(store, at));
    machine.expand(at);
    if (machine.batch.pending > 0) keep(survey);
    else if (sought === null) considerDeadlock(survey, at);
  }
}

/** What is sought saves this many steps if it is met next; a deadlock is a state that was found before. */
function mostToSave({ sought, length, from, depth }: Survey): number {
  return length - from - depth + (sought === null ? 1 : 0);
}

/** Moves the batch into the store, and looks at what is new. */
function keep(survey: Survey): void {
  const { terrain, store, via } = survey;
  const { machine, taken } = terrain;
  const { batch } = machine;
  const known = store.count;
  const added = addAll(store, batch);
  batch.pending = 0;
  for (let nth = 0; nth < added; nth++) {
    const position = batch.fresh[nth] as number;
    via.push(taken[position] as number);
    inspect(survey, known + nth, batch.hashes[position] as number);
  }
}

function inspect(survey: Survey, state: number, hash: number): void {
  const { terrain, sought, store, goals } = survey;
  const { machine } = terrain;
  const segment = segmentOf(store, state);
  const offset = offsetOf(store, state);
  if (sought?.kind === 'always') {
    machine.show(segment, offset);
    if (!sought.holds(machine.view)) consider(survey, state, null, survey.length);
  }
  for (const goal of goals.get(hash) ?? [])
    if (store.code.equal(goal.state, 0, segment, offset)) consider(survey, state, null, goal.nth);
}

/** Keeps the shortcut to the path's state number `to`, if it saves more than the best so far. */
function consider(survey: Survey, state: number, last: number | null, to: number): void {
  const { from, depth, best } = survey;
  const saved = to - from - depth;
  if (saved > (best?.saved ?? 0)) survey.best = { saved, state, last, to };
}

/** The state itself, found one level up, is what is sought. */
function considerDeadlock(survey: Survey, state: number): void {
  const { length, best } = survey;
  const saved = mostToSave(survey);
  if (saved > (best?.saved ?? 0)) survey.best = { saved, state, last: null, to: length };
}

function rejoined({ store, via, from }: Survey, path: Path, shortcut: Shortcut): Path {
  const { state, last, to } = shortcut;
  const way: number[] = last === null ? [] : [last];
  let at = state;
  for (; parentOf(store, at) !== -1; at = parentOf(store, at)) way.unshift(via[at] as number);
  return {
    start: from === 0 ? (via[at] as number) : path.start,
    steps: [...path.steps.slice(0, from), ...way, ...path.steps.slice(to)],
  };
}
