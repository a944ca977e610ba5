/** A model to walk about in: single steps and whole expansions on the machine, without a store. */
import { writeSlots } from '../schema/plain.ts';
import { type Fault, faultBecause, ModelFault } from '../search/fault.ts';
import { createMachine, type Machine } from '../search/machine.ts';
import type { TraceStep } from '../search/outcome.ts';
import { extendTrace } from '../search/trace.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { AlwaysProperty, Step, StepProperty } from '../system/property.ts';
import { canonical } from '../system/step.ts';

/** An initial state of the model, by its number, and the numbers of the instances taken from there. */
export interface Path {
  readonly start: number;
  readonly steps: readonly number[];
}

/** What a path ends with: a state or step that violates this, or for null a deadlock. */
export type Sought = AlwaysProperty | StepProperty | null;

export interface Terrain {
  readonly model: Model;
  readonly machine: Machine;
  /** The initial states, packed. */
  readonly roots: readonly Int32Array[];
  /** By position in the machine's batch: the number of the instance that led to that state. */
  readonly taken: Int32Array;
  /** Called on each step that an expansion takes: before is loaded, after is in the slots. */
  onStep: ((instance: number) => void) | null;
}

/**
 * Makes a model ready to walk in.
 * @throws SchemaError when a state cannot be packed.
 * @throws DomainError when an initial state is outside its domain.
 */
export function createTerrain(model: Model): Terrain {
  const machine = createMachine(model, (instance) => {
    terrain.taken[machine.batch.pending] = instance;
    if (terrain.onStep !== null) terrain.onStep(instance);
  });
  const roots = model.initial.map((state) => {
    writeSlots(model.state, state, machine.slots);
    return packed(machine);
  });
  const taken = new Int32Array(machine.batch.parents.length);
  const terrain: Terrain = { model, machine, roots, taken, onStep: null };
  return terrain;
}

/** Puts all successors of a state into the machine's empty batch. Returns how many there are. */
export function expandAt({ machine }: Terrain, state: Int32Array): number {
  machine.batch.pending = 0;
  machine.load(state, 0);
  machine.expand(-1);
  return machine.batch.pending;
}

/** The state at a position of the batch. */
export function successorAt({ machine }: Terrain, position: number): Int32Array {
  const { words } = machine.layout;
  return machine.batch.words.slice(position * words, (position + 1) * words);
}

/** An instance as properties of steps are told of it. */
export function stepOf({ machine }: Terrain, instance: number): Step {
  const { action, parameters } = machine.instances[instance] as Instance;
  return { name: action.name, parameters };
}

/** Takes one step, if its guard allows it. Returns the state after it; null when it is blocked. */
export function take(terrain: Terrain, state: Int32Array, instance: number): Int32Array | null {
  const { machine } = terrain;
  const { action, parameters } = machine.instances[instance] as Instance;
  machine.load(state, 0);
  if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) return null;
  action.effect(machine.view, parameters);
  return packed(machine);
}

/**
 * The states along a path.
 * @throws ModelFault when a step that was possible no longer is.
 */
export function statesAlong(terrain: Terrain, { start, steps }: Path): Int32Array[] {
  const states = [terrain.roots[start] as Int32Array];
  for (const step of steps) {
    const state = take(terrain, states.at(-1) as Int32Array, step);
    if (state === null) throw new ModelFault(impure(terrain, step));
    states.push(state);
  }
  return states;
}

/**
 * A path executed again the plain way, under immer.
 * @throws EngineError when a step is blocked there.
 */
export function traceAlong({ machine, model }: Terrain, { start, steps }: Path): TraceStep[] {
  const state = canonical(model.state, model.initial[start]);
  const trace: TraceStep[] = [{ instance: null, state }];
  for (const step of steps) extendTrace(machine, trace, machine.instances[step] as Instance);
  return trace;
}

function impure({ machine }: Terrain, step: number): Fault {
  const instance = machine.instances[step] as Instance;
  return faultBecause(
    `the model is not pure: ${instanceText(instance)} was possible, and is blocked in the same state now`,
    instance,
  );
}

function packed(machine: Machine): Int32Array {
  const state = new Int32Array(machine.layout.words);
  machine.pack(state, 0);
  return state;
}
