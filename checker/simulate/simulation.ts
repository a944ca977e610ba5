/**
 * Simulation: random walks from the initial states. Every successor of each state on the way is judged,
 * not only the one that is walked to. What is found is true; what is not found may still be there.
 */

import { minimised } from '../paths/minimise.ts';
import {
  createTerrain,
  expandAt,
  type Sought,
  successorAt,
  type Terrain,
} from '../paths/terrain.ts';
import { DomainError } from '../schema/plain.ts';
import { type Claims, claimsOf } from '../search/claims.ts';
import { diagnose } from '../search/diagnose.ts';
import { type Fault, faultOf, ModelFault } from '../search/fault.ts';
import type { Limit } from '../search/outcome.ts';
import type { Sample } from '../search/progress.ts';
import { isAnySetAside, setAside } from '../search/samples.ts';
import type { Path } from '../search/trace.ts';
import type { Model } from '../system/model.ts';
import { type Ahead, ENABLED, EVENTFUL, EXPANDED, rowReached, STATES, STEPS } from './ahead.ts';
import { type BadStep, type Broken, firstBroken, judgeState, judgeStep } from './judge.ts';
import { type Random, randomOf } from './random.ts';

export interface SimulationOptions {
  /** How many walks. */
  readonly walks: number;
  /** States of a walk at most; the initial state is the first. */
  readonly depth: number;
  /** Decides every choice: a whole number from 0 to 2^32-1. */
  readonly seed: number;
}

export interface SimulationCounts {
  /** Walks begun. */
  readonly walks: number;
  /** Steps walked. */
  readonly steps: number;
  /** States judged, the same one as often as it was met: no more than these were visited. */
  readonly states: number;
}

/** Its fields are for this folder: use `advanceSimulation`, `stopSimulation`, `simulated`. */
export interface Simulation {
  readonly model: Model;
  /** Null when an initial state is outside its domain. */
  readonly terrain: Terrain | null;
  readonly options: SimulationOptions;
  readonly claims: Claims;
  counts: { walks: number; steps: number; states: number };
  /** The walk under way. */
  walk: Walk | null;
  found: Found | null;
  /** Makes the path that was found shorter. */
  minimising: Generator<Path, Path> | null;
  over: boolean;
  limit: Limit | null;
  fault: { readonly fault: Fault; readonly path: Path | null } | null;
  expanded: number;
  /** By action: how many expanded states have enabled it. */
  readonly taken: Int32Array;
  /** States to be audited in the end; each sample has the number of one of the places. */
  readonly samples: Sample[];
  readonly places: Place[];
  /** What other threads have walked already; null if there are none. */
  ahead: Ahead | null;
}

interface Place {
  readonly state: Int32Array;
  readonly path: Path;
}

interface Walk {
  readonly random: Random;
  readonly start: number;
  readonly steps: number[];
  state: Int32Array;
}

/** What a walk came upon, and the shortest path to it so far. */
interface Found {
  readonly sought: Sought;
  readonly walked: Path;
  path: Path;
}

/**
 * Prepares a simulation of a model.
 * @throws SchemaError when a state cannot be packed.
 */
export function createSimulation(model: Model, options: SimulationOptions): Simulation {
  let terrain: Terrain | null = null;
  let fault: Simulation['fault'] = null;
  try {
    terrain = createTerrain(model);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    fault = { fault: faultOf(error, 'an initial state', null), path: null };
  }
  return {
    model,
    terrain,
    options,
    claims: claimsOf(model),
    counts: { walks: 0, steps: 0, states: 0 },
    walk: null,
    found: null,
    minimising: null,
    over: terrain === null,
    limit: null,
    fault,
    expanded: 0,
    taken: new Int32Array(model.actions.length),
    samples: [],
    places: [],
    ahead: null,
  };
}

/**
 * Walks up to `steps` steps, or attempts as often to shorten what was found, which may take longer: once
 * something is found it returns. True when it is over.
 */
export function advanceSimulation(simulation: Simulation, steps: number): boolean {
  const { terrain } = simulation;
  for (let left = steps; left > 0 && !simulation.over && terrain !== null; left--) {
    try {
      if (simulation.found !== null) shorten(simulation, terrain, simulation.found);
      else if (walkOn(simulation, terrain)) return false;
    } catch (error) {
      blame(simulation, terrain, error);
    }
  }
  return simulation.over;
}

/** Ends a simulation here, for a reason that its caller knows: a clock, a signal. */
export function stopSimulation(simulation: Simulation, limit: Limit): void {
  if (simulation.over) return;
  simulation.over = true;
  simulation.limit = limit;
}

function shorten(simulation: Simulation, terrain: Terrain, found: Found): void {
  simulation.minimising ??= minimised(terrain, found.sought, found.walked);
  const { done, value } = simulation.minimising.next();
  found.path = value;
  if (done === true) simulation.over = true;
}

/** Begins a walk, or takes one step of it. True when it has come upon something. */
export function walkOn(simulation: Simulation, terrain: Terrain): boolean {
  const { walk, options, counts } = simulation;
  if (walk === null) {
    if (counts.walks === options.walks) simulation.over = true;
    else if (!countWalkAhead(simulation)) beginWalk(simulation, terrain);
  } else if (walk.steps.length + 1 >= options.depth) {
    simulation.walk = null;
  } else {
    stepOn(simulation, terrain, walk);
  }
  return simulation.found !== null;
}

/** Counts the next walk if another thread has walked it, and nothing on the way is of any consequence. */
function countWalkAhead(simulation: Simulation): boolean {
  const { ahead, counts, taken, expanded } = simulation;
  const row = ahead === null ? null : rowReached(ahead, counts.walks);
  if (row === null || row[EVENTFUL] === 1) return false;
  const [steps, states, more] = [row[STEPS], row[STATES], row[EXPANDED]] as [
    number,
    number,
    number,
  ];
  const times = row.subarray(ENABLED);
  if (isAnySetAside(taken, times, expanded, expanded + more)) return false;
  counts.walks += 1;
  counts.steps += steps;
  counts.states += states;
  simulation.expanded += more;
  for (const [action, enabled] of times.entries())
    taken[action] = (taken[action] as number) + enabled;
  return true;
}

function beginWalk(simulation: Simulation, terrain: Terrain): void {
  const { counts, options } = simulation;
  const random = randomOf(options.seed, counts.walks);
  const start = random(terrain.roots.length);
  const walk = { random, start, steps: [], state: terrain.roots[start] as Int32Array };
  simulation.walk = walk;
  counts.walks += 1;
  counts.states += 1;
  terrain.machine.show(walk.state, 0);
  const broken = judgeState(simulation.claims, terrain.machine.view);
  if (broken !== undefined) find(simulation, broken, walk, []);
}

function stepOn(simulation: Simulation, terrain: Terrain, walk: Walk): void {
  const { claims, counts } = simulation;
  const bad: BadStep[] = [];
  terrain.onStep = (instance) => judgeStep(claims, terrain, instance, bad);
  const successors = expandAt(terrain, walk.state);
  terrain.onStep = null;
  simulation.expanded += 1;
  keepSample(simulation, terrain, walk);
  const broken = firstBroken(claims, terrain, bad);
  counts.states += broken === null ? successors : broken.position + 1;
  if (broken !== null) {
    counts.steps += 1;
    return stopAt(simulation, broken, walk, terrain.taken[broken.position] as number);
  }
  if (successors === 0) {
    simulation.walk = null;
    if (simulation.model.deadlock === 'forbidden') find(simulation, null, walk, []);
    return;
  }
  const position = chosen(terrain, walk.random);
  walk.steps.push(terrain.taken[position] as number);
  walk.state = successorAt(terrain, position);
  counts.steps += 1;
}

/** An enabled action, and then one of its instances: one with many parameters is not taken more often. */
function chosen({ machine: { enabled } }: Terrain, random: Random): number {
  const actions = enabled.reduce((count, instances) => count + (instances > 0 ? 1 : 0), 0);
  let left = random(actions);
  let position = 0;
  for (const instances of enabled) {
    if (instances > 0 && left === 0) return position + random(instances);
    if (instances > 0) left -= 1;
    position += instances;
  }
  throw new Error('no action is enabled');
}

/** Takes the step to the state in which a property is violated, or throws. */
function stopAt(simulation: Simulation, broken: Broken, walk: Walk, step: number): void {
  if ('property' in broken) return find(simulation, broken.property, walk, [step]);
  walk.steps.push(step);
  throw new ModelFault(broken.fault);
}

function find(simulation: Simulation, sought: Sought, walk: Walk, more: readonly number[]): void {
  const path = { start: walk.start, steps: [...walk.steps, ...more] };
  simulation.found = { sought, walked: path, path };
}

function keepSample(simulation: Simulation, { machine }: Terrain, walk: Walk): void {
  const { samples, places, taken, expanded } = simulation;
  const before = samples.length;
  setAside(samples, places.length, expanded - 1, machine.enabled, taken);
  if (samples.length > before) places.push({ state: walk.state, path: pathOf(walk) });
}

function pathOf({ start, steps }: Walk): Path {
  return { start, steps: [...steps] };
}

/** The model threw in the state that the walk is at. */
function blame(simulation: Simulation, terrain: Terrain, error: unknown): void {
  const { walk } = simulation;
  if (walk === null) throw error;
  const { machine } = terrain;
  terrain.onStep = null;
  machine.batch.pending = 0;
  machine.load(walk.state, 0);
  const fault = error instanceof ModelFault ? error.fault : diagnose(machine, 0, error);
  simulation.fault = { fault, path: pathOf(walk) };
  simulation.over = true;
}
