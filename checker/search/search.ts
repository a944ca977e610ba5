/**
 * The search: breadth-first over the exact store, in slices, so that whoever runs it can show
 * progress, watch a clock or a signal, and stop it at any state with a true partial verdict.
 */
import { writeSlots } from '../schema/plain.ts';
import type { Model } from '../system/model.ts';
import { diagnose } from './diagnose.ts';
import { faultOf, ModelFault } from './fault.ts';
import { judgeBatch, judgeDeadlock, judgeStep, keepCounts } from './judge.ts';
import { batchIsFull, createMachine } from './machine.ts';
import type { Counts, Limit } from './outcome.ts';
import { finish, type Search, type SearchOptions } from './progress.ts';
import { addAll, createStore, offsetOf, segmentOf } from './store.ts';

/** An audit costs as much as expanding some hundred states. */
const FIRST_SAMPLES = 40;

/**
 * Prepares a breadth-first search of a model's reachable space.
 * @throws SchemaError when a state cannot be packed, or symmetry has nothing or too much to rename.
 */
export function createSearch(model: Model, options: SearchOptions = {}): Search {
  const steps = model.properties.filter((property) => property.kind === 'step');
  const unseenSteps = model.properties.filter((property) => property.kind === 'sometimes-step');
  const observes = steps.length > 0 || unseenSteps.length > 0;
  const machine = createMachine(
    model,
    observes ? (instance) => judgeStep(search, instance) : null,
    options.symmetry,
  );
  const search: Search = {
    model,
    machine,
    store: createStore(
      machine.layout.words,
      options.maxStates ?? Number.POSITIVE_INFINITY,
      options.maxBytes ?? Number.POSITIVE_INFINITY,
    ),
    all: options.all ?? false,
    maxDepth: options.maxDepth ?? Number.POSITIVE_INFINITY,
    always: model.properties.filter((property) => property.kind === 'always'),
    steps,
    unseen: model.properties.filter((property) => property.kind === 'sometimes'),
    unseenSteps,
    head: 0,
    levelEnd: 0,
    depth: 0,
    transitions: 0,
    over: false,
    limit: null,
    fault: null,
    sightings: [],
    badSteps: [],
    seenSteps: [],
    taken: new Int32Array(model.actions.length),
    samples: [],
    counts: null,
  };
  addInitialStates(search);
  return search;
}

/** Expands up to `states` states. Returns true once the search is over. */
export function advance(search: Search, states: number): boolean {
  for (let left = states; left > 0 && !search.over; left--) {
    if (search.head === search.levelEnd && !enterNextLevel(search)) break;
    expandNext(search);
  }
  return search.over;
}

/** Ends a search here, for a reason that its caller knows: a clock, a signal. */
export function stopSearch(search: Search, limit: Limit): void {
  if (search.over) return;
  flush(search);
  if (!search.over) finish(search, limit);
}

export function countsOf(search: Search): Counts {
  return search.counts ?? currentCounts(search);
}

function currentCounts({ store, transitions, depth, head, levelEnd }: Search): Counts {
  const distinct = store.count;
  const nextLevel = distinct > levelEnd ? 1 : 0;
  return { distinct, transitions, depth: depth + nextLevel, frontier: distinct - head };
}

function addInitialStates(search: Search): void {
  const { machine, model } = search;
  for (const state of model.initial) {
    try {
      writeSlots(model.state, state, machine.slots);
    } catch (error) {
      search.fault = { fault: faultOf(error, 'an initial state', null), state: null };
      return finish(search, null);
    }
    machine.push(-1);
    if (batchIsFull(machine)) flush(search);
    if (search.over) break;
  }
  flush(search);
  // Nobody took a step to get there.
  search.transitions = 0;
  if (search.counts !== null) search.counts = { ...search.counts, transitions: 0 };
}

/** Moves on to the states found while this level was expanded. Returns false when there are none. */
function enterNextLevel(search: Search): boolean {
  flush(search);
  if (search.over) return false;
  if (search.head === search.store.count) {
    finish(search, null);
    return false;
  }
  search.depth += 1;
  search.levelEnd = search.store.count;
  if (search.depth < search.maxDepth) return true;
  finish(search, 'max-depth');
  return false;
}

function expandNext(search: Search): void {
  const { machine, store } = search;
  const state = search.head;
  const waiting = machine.batch.pending;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  search.head = state + 1;
  try {
    machine.expand(state);
  } catch (error) {
    return blame(search, state, error);
  }
  sample(search, state);
  if (machine.batch.pending === waiting && search.model.deadlock === 'forbidden') {
    flush(search);
    if (!search.over) judgeDeadlock(search, state);
  } else if (batchIsFull(machine) || search.badSteps.length > 0) {
    flush(search);
  }
}

/**
 * Sets states aside for the audit: the first ones and some of the rest; and for each action the first,
 * second, fourth, ... state that enables it, so that the rare ones are audited too.
 */
function sample({ machine, samples, taken }: Search, state: number): void {
  const { enabled } = machine;
  const whole = state < FIRST_SAMPLES || isPowerOfTwo(state);
  if (whole) samples.push({ state, enabled: enabled.slice(), only: null });
  for (let action = 0; action < enabled.length; action++) {
    if (enabled[action] === 0) continue;
    const times = (taken[action] as number) + 1;
    taken[action] = times;
    if (!whole && isPowerOfTwo(times))
      samples.push({ state, enabled: enabled.slice(), only: action });
  }
}

function isPowerOfTwo(number: number): boolean {
  return (number & (number - 1)) === 0;
}

/** The model threw in `state`. What it found before that comes first. */
function blame(search: Search, state: number, error: unknown): void {
  const { machine, store } = search;
  flush(search);
  if (search.over) return;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  search.fault = {
    fault: error instanceof ModelFault ? error.fault : diagnose(machine, state, error),
    state,
  };
  finish(search, null);
}

/** Moves the waiting successors into the store and checks the new states, in order. */
function flush(search: Search): void {
  const { machine, store } = search;
  const waiting = machine.batch.pending;
  if (waiting === 0) return;
  const known = store.count;
  const before = search.transitions;
  const added = addAll(store, machine.batch);
  machine.batch.pending = 0;
  search.transitions = before + machine.batch.done;
  judgeBatch(search, known, added, before);
  const { shortage } = store;
  if (shortage === null || search.over) return;
  keepCounts(search, store.count, machine.batch.done, before);
  finish(search, shortage === 'states' ? 'max-states' : 'max-memory');
}
