/**
 * The search: over the exact store, breadth-first or in another order, in slices, so that whoever runs it
 * can show progress, watch a clock or a signal, and stop it at any state with a true partial verdict.
 */

import { createDisk, type Disk, isReady } from '../disk/disk.ts';
import { moveOn } from '../disk/move.ts';
import { addByFingerprint } from '../disk/visited.ts';
import { askEarly } from '../recovery/recovery.ts';
import { writeSlots } from '../schema/plain.ts';
import { countBatch, createTally, noteSuccessors } from '../stats/tally.ts';
import { addAll } from '../store/add.ts';
import { createStore, offsetOf, segmentOf } from '../store/store.ts';
import type { Model } from '../system/model.ts';
import { checkModel } from '../system/wellFormed.ts';
import { blameModel } from './blame.ts';
import { claimsOf, judgesSteps } from './claims.ts';
import { beginRound, createDeepening, type Deepening, levelOf, walkFrom } from './deepening.ts';
import { faultOf } from './fault.ts';
import { judgeBatch, judgeDeadlock, judgeStep, keepCounts, unjudged } from './judge.ts';
import { expandTurn } from './layered.ts';
import { createLayers, enterLevel, type Layers, nextInLevel } from './layers.ts';
import { batchIsFull, createMachine } from './machine.ts';
import { checkOptions } from './options.ts';
import type { Counts, Limit } from './outcome.ts';
import { depthAt, finish, type Search, type SearchOptions } from './progress.ts';
import { retrace } from './retrace.ts';
import { setAside } from './samples.ts';
import { createTrail, nextOnTrail, type Trail } from './trail.ts';

/** A state's number is a 32-bit integer. */
const MOST_STATES = 2 ** 31 - 1;
/** What a search ends with that finds no room for a state. */
const LIMITS = { states: 'max-states', memory: 'max-memory', disk: 'disk' } as const;

/** There is no state to expand: the search is over, or walks on to one. */
const NONE = -1;

/**
 * Prepares a search of a model's reachable space.
 * @throws ModelError when the model is not well-formed.
 * @throws SchemaError when a state cannot be packed, or symmetry has nothing or too much to rename.
 * @throws RangeError for an option that there is not, and what the order cannot do, such as a largest depth with
 * depth-first.
 */
export function createSearch(model: Model, options: SearchOptions = {}): Search {
  const search = prepareSearch(model, options);
  addInitialStates(search);
  return search;
}

/** A search that has no states yet; otherwise as `createSearch`. */
export function prepareSearch(model: Model, options: SearchOptions): Search {
  const { order = 'breadth-first', place = null } = options;
  checkOptions(options);
  // One that was varied by hand has not been seen by defineModel().
  checkModel(model);
  const claims = claimsOf(model);
  // The audit of a symmetry watches steps, with the drivers that the search has made fast.
  const observes = judgesSteps(model) || options.symmetry === true;
  const machine = createMachine(
    model,
    observes ? (instance) => search.observe(search, instance) : null,
    options.symmetry,
  );
  const search: Search = {
    model,
    machine,
    store: createStore(
      machine.layout.words,
      Math.min(options.maxStates ?? MOST_STATES, MOST_STATES),
      options.maxBytes ?? Number.POSITIVE_INFINITY,
      options.shared ?? false,
    ),
    all: options.all ?? false,
    maxDepth: options.maxDepth ?? Number.POSITIVE_INFINITY,
    order,
    trail: order === 'depth-first' ? createTrail() : null,
    rounds: order === 'iterative-deepening' ? createDeepening() : null,
    layers: order === 'fewest-faults' ? createLayers(model) : null,
    ...claims,
    together: null,
    recovery: null,
    recovered: [],
    head: 0,
    expanding: NONE,
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
    disk: place === null ? null : createDisk(place, machine.layout.words, machine.batch),
    counts: null,
    observe: judgeStep,
    levelStarts: [],
    tally: options.tally === true ? createTally(model.actions.length, machine.batch) : null,
  };
  return search;
}

/** Expands up to `states` states. Returns true once the search is over. */
export function advance(search: Search, states: number): boolean {
  for (let left = states; left > 0 && !search.over; left--) {
    if (search.disk !== null && !isReady(search.disk, search.store)) {
      moveStates(search, search.disk);
      return search.over;
    }
    const state = nextState(search);
    if (state !== NONE) expand(search, state);
  }
  return search.over;
}

/** Moves a piece of what is stored to disk, or from there: it takes about as long as expanding some thousand states. */
function moveStates(search: Search, disk: Disk): void {
  const { store } = search;
  flush(search);
  if (search.over) return;
  const wasReading = disk.phase === 'reading';
  moveOn(disk, store);
  if (store.shortage !== null) finish(search, LIMITS[store.shortage]);
  else if (wasReading && disk.phase !== 'reading') retrace(search, disk.arena.file);
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

function currentCounts(search: Search): Counts {
  const distinct = search.store.count;
  const { transitions, head } = search;
  return { distinct, transitions, depth: depthAt(search, distinct), frontier: distinct - head };
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
  askEarly(search);
  // Nobody took a step to get there.
  search.transitions = 0;
  if (search.counts !== null) search.counts = { ...search.counts, transitions: 0 };
}

/** Moves on to the states found while this level was expanded. Returns false when there are none. */
export function enterNextLevel(search: Search): boolean {
  flush(search);
  if (search.over) return false;
  if (search.head === search.store.count) {
    finish(search, null);
    return false;
  }
  search.depth += 1;
  search.levelStarts.push(search.levelEnd);
  search.levelEnd = search.store.count;
  if (search.depth < search.maxDepth) return true;
  finish(search, 'max-depth');
  return false;
}

/** Does what the order has to do next. Returns the state to expand, if there is one now. */
function nextState(search: Search): number {
  const { rounds, trail, layers } = search;
  if (layers !== null) return nextInLayers(search, layers);
  if (rounds !== null) return nextOfRound(search, rounds);
  if (trail !== null) return nextInDepth(search, trail);
  return search.head < search.levelEnd || enterNextLevel(search) ? search.head : NONE;
}

/** Depth-first: what the state before has added comes first. */
function nextInDepth(search: Search, trail: Trail): number {
  flush(search);
  if (search.over) return NONE;
  const state = nextOnTrail(trail, search.store);
  if (state === NONE) finish(search, search.store.shortage === null ? null : 'max-memory');
  return state;
}

/** By fewest faults: the next state of this level, or on to the next level. */
function nextInLayers(search: Search, layers: Layers): number {
  const state = nextInLevel(layers, search.head);
  if (state !== NONE) return state;
  flush(search);
  if (!search.over && !enterLevel(layers, search.store.count)) finish(search, null);
  return NONE;
}

/** Iterative deepening: one step of the walk down, or the state of the last level that it has come to. */
function nextOfRound(search: Search, rounds: Deepening): number {
  const { machine, store } = search;
  const { waiting } = rounds;
  if (waiting.length === 0) {
    if (!enterNextLevel(search)) return NONE;
    if (!beginRound(rounds, store, search.head)) finish(search, 'max-memory');
    return NONE;
  }
  const state = waiting.pop() as number;
  if (levelOf(rounds, state) + 1 === search.depth) return state;
  flush(search);
  if (search.over) return NONE;
  try {
    // These steps have been judged, and counted, when they were taken for the first time.
    unjudged(search, () => walkFrom(rounds, machine, store, state));
  } catch (error) {
    machine.batch.pending = 0;
    blame(search, state, error);
  }
  return NONE;
}

function expand(search: Search, state: number): void {
  const { machine, store, layers } = search;
  const waiting = machine.batch.pending;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  search.expanding = state;
  let isStuck = false;
  try {
    if (layers === null) {
      search.head += 1;
      machine.expand(state);
      isStuck = machine.batch.pending === waiting;
    } else isStuck = expandTurn(search, layers, state);
  } catch (error) {
    return blame(search, state, error);
  }
  const nth = layers === null ? search.head - 1 : state;
  setAside(search.samples, state, nth, machine.enabled, search.taken);
  if (search.tally !== null) noteSuccessors(search.tally, waiting, machine.enabled);
  if (isStuck && search.model.deadlock === 'forbidden') {
    flush(search);
    if (!search.over) judgeDeadlock(search, state);
  } else if (batchIsFull(machine) || search.badSteps.length > 0) {
    flush(search);
  }
}

/** The model threw in `state`. What it found before that comes first. */
function blame(search: Search, state: number, error: unknown): void {
  flush(search);
  if (search.over) return;
  blameModel(search, state, error);
}

/** Moves the waiting successors into the store and checks the new states, in order. */
export function flush(search: Search): void {
  const { machine, store } = search;
  const waiting = machine.batch.pending;
  if (waiting === 0) return;
  const known = store.count;
  const before = search.transitions;
  const set = search.disk?.set ?? null;
  const added =
    search.disk === null || set === null
      ? addAll(store, machine.batch)
      : addByFingerprint(search.disk, set, store, machine.batch);
  machine.batch.pending = 0;
  search.transitions = before + machine.batch.done;
  judgeBatch(search, known, added, before);
  endIfOutOfRoom(search, before);
  // Initial states are nobody's successors.
  if (search.tally === null || search.depth === 0) return;
  const counts = countsOf(search);
  countBatch(search.tally, machine.batch, counts.transitions - before, counts.distinct - known);
}

function endIfOutOfRoom(search: Search, before: number): void {
  const { machine, store } = search;
  const { shortage } = store;
  if (shortage === null || search.over) return;
  keepCounts(search, store.count, machine.batch.done, before);
  finish(search, LIMITS[shortage]);
}
