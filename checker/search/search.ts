/**
 * The search: breadth-first over the exact store, in slices, so that whoever runs it can show
 * progress, watch a clock or a signal, and stop it at any state with a true partial verdict.
 */
import { writeSlots } from '../schema/plain.ts';
import type { Model } from '../system/model.ts';
import type {
  AlwaysProperty,
  SometimesProperty,
  SometimesStepProperty,
  StepProperty,
} from '../system/property.ts';
import { auditState } from './audit.ts';
import { diagnose } from './diagnose.ts';
import { type Fault, faultOf } from './fault.ts';
import { batchIsFull, createMachine, type Machine } from './machine.ts';
import type { Counts, Limit } from './outcome.ts';
import { addAll, createStore, offsetOf, type StateStore, segmentOf } from './store.ts';

export interface SearchOptions {
  /** Go on after the first finding, until the space is exhausted. */
  readonly all?: boolean;
  /** Store no more states than this. */
  readonly maxStates?: number;
  /** Visit no states deeper than this (the initial state is 1). */
  readonly maxDepth?: number;
  /** Bytes that the stored states and their index may take. */
  readonly maxBytes?: number;
}

/** A finding before its trace is rebuilt: the state it was made at, and the step beyond it if any. */
export interface Sighting {
  /** Null for a deadlock. */
  readonly property: AlwaysProperty | StepProperty | null;
  readonly state: number;
  /** For a step property, the number of the instance that takes the step from `state`. */
  readonly instance: number | null;
}

/** A search under way. Its fields are for this folder: use `advance`, `stopSearch`, `countsOf`. */
export interface Search {
  readonly model: Model;
  readonly machine: Machine;
  readonly store: StateStore;
  readonly all: boolean;
  readonly maxDepth: number;
  /** Properties that no visited state or step has violated yet. */
  always: readonly AlwaysProperty[];
  steps: readonly StepProperty[];
  /** Properties that no visited state has satisfied yet. */
  unseen: readonly SometimesProperty[];
  unseenSteps: readonly SometimesStepProperty[];
  /** The next state to expand. */
  head: number;
  /** The first state of the next level. */
  levelEnd: number;
  depth: number;
  /** Transitions whose successors are in the store. */
  transitions: number;
  over: boolean;
  limit: Limit | null;
  fault: { readonly fault: Fault; readonly state: number | null } | null;
  readonly sightings: Sighting[];
  /** A step that violated a property, and its successor's position in the batch. */
  badStep: { readonly sighting: Sighting; readonly position: number } | null;
  /** The counts as they stood at the finding that ended the search. */
  counts: Counts | null;
}

/**
 * Prepares a breadth-first search of a model's reachable space.
 * @throws SchemaError when a state cannot be packed.
 */
export function createSearch(model: Model, options: SearchOptions = {}): Search {
  const steps = model.properties.filter((property) => property.kind === 'step');
  const unseenSteps = model.properties.filter((property) => property.kind === 'sometimes-step');
  const observes = steps.length > 0 || unseenSteps.length > 0;
  const machine = createMachine(model, observes ? (i) => checkSteps(search, i) : null);
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
    badStep: null,
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

function finish(search: Search, limit: Limit | null): void {
  search.over = true;
  search.limit = limit;
}

/**
 * Audits a sample of the expanded states, once, when the search is over. Not while it runs: guards
 * that have met plain data and drafts as well as views are several times slower (inline caches).
 */
export function auditSample(search: Search): void {
  const { machine, store } = search;
  for (
    let state = 0;
    state < search.head && search.fault === null;
    state = Math.max(1, state * 4)
  ) {
    machine.load(segmentOf(store, state), offsetOf(store, state));
    try {
      const fault = auditState(machine);
      if (fault !== null) search.fault = { fault, state };
    } catch (error) {
      search.fault = { fault: diagnose(machine, error), state };
    }
  }
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
  }
  flush(search);
  search.transitions = 0;
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
  if (machine.batch.pending === waiting && search.model.deadlock === 'forbidden') {
    flush(search);
    if (!search.over) sight(search, { property: null, state, instance: null });
  } else if (batchIsFull(machine) || search.badStep !== null) {
    flush(search);
  }
}

/** The model threw in `state`. What it found before that comes first. */
function blame(search: Search, state: number, error: unknown): void {
  const { machine, store } = search;
  flush(search);
  if (search.over) return;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  search.fault = { fault: diagnose(machine, error), state };
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
  checkNewStates(search, known, added, before);
  reportBadStep(search, store.count, before);
  const { shortage } = store;
  if (shortage !== null && !search.over)
    finish(search, shortage === 'states' ? 'max-states' : 'max-memory');
}

function checkNewStates(search: Search, known: number, added: number, transitions: number): void {
  const { machine } = search;
  const { batch, layout } = machine;
  if (search.always.length === 0 && search.unseen.length === 0 && search.badStep === null) return;
  for (let nth = 0; nth < added; nth++) {
    const position = batch.fresh[nth] as number;
    if (search.badStep !== null && search.badStep.position < position) {
      reportBadStep(search, known + nth, transitions);
      if (search.over) return;
    }
    machine.show(batch.words, position * layout.words);
    if (checkState(search, known + nth)) continue;
    const counts = { distinct: known + nth + 1, transitions: transitions + position + 1 };
    return keepCounts(search, counts);
  }
}

/** Judges the properties in the loaded state. Returns false when that ends the search. */
function checkState(search: Search, state: number): boolean {
  const { view } = search.machine;
  let name = '';
  try {
    for (const property of search.always) {
      name = property.name;
      if (!property.holds(view)) sight(search, { property, state, instance: null });
      if (search.over) return false;
    }
    for (const property of search.unseen) {
      name = property.name;
      if (property.holds(view)) search.unseen = search.unseen.filter((other) => other !== property);
    }
  } catch (error) {
    search.fault = { fault: faultOf(error, `property ${name}`, null), state };
    finish(search, null);
  }
  return !search.over;
}

/** Judges the step properties between the loaded state and the one that an effect just made of it. */
function checkSteps(search: Search, instance: number): void {
  const { machine, steps, unseenSteps } = search;
  if (steps.length === 0 && unseenSteps.length === 0) return;
  const taken = machine.instances[instance];
  if (taken === undefined || search.badStep !== null) return;
  const step = { name: taken.action.name, parameters: taken.parameters };
  const holds = (property: StepProperty | SometimesStepProperty): boolean =>
    property.holds(machine.loadedView, machine.view, step);
  if (unseenSteps.some(holds)) {
    search.unseenSteps = unseenSteps.filter((property) => !holds(property));
  }
  const property = steps.find((one) => !holds(one));
  if (property === undefined) return;
  const sighting = { property, state: search.head - 1, instance };
  search.badStep = { sighting, position: machine.batch.pending };
}

/** Reports a step that violated a property, once what was found before it has been checked. */
function reportBadStep(search: Search, distinct: number, transitions: number): void {
  const { badStep } = search;
  if (badStep === null || search.over) return;
  search.badStep = null;
  sight(search, badStep.sighting);
  if (search.over)
    keepCounts(search, { distinct, transitions: transitions + badStep.position + 1 });
}

function sight(search: Search, sighting: Sighting): void {
  search.sightings.push(sighting);
  search.always = search.always.filter((property) => property !== sighting.property);
  search.steps = search.steps.filter((property) => property !== sighting.property);
  if (!search.all) finish(search, null);
}

/** The search ends at this very state: what the rest of the batch found does not count. */
function keepCounts(search: Search, counts: Pick<Counts, 'distinct' | 'transitions'>): void {
  const { depth, levelEnd, head } = search;
  const inNextLevel = counts.distinct > levelEnd ? 1 : 0;
  search.counts = {
    ...counts,
    depth: depth + inNextLevel,
    frontier: Math.max(0, counts.distinct - head),
  };
}
