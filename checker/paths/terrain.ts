/** A model to walk about in: single steps and whole expansions on the machine, without a store. */
import { writeSlots } from '../schema/plain.ts';
import { type Fault, faultBecause, ModelFault } from '../search/fault.ts';
import { createMachine, type Machine } from '../search/machine.ts';
import type { Path } from '../search/trace.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { AlwaysProperty, Step, StepProperty } from '../system/property.ts';
import { checkModel } from '../system/wellFormed.ts';

/** What a path ends with: a state or step that violates this, or for null a deadlock. */
export type Sought = AlwaysProperty | StepProperty | null;

/** A machine without symmetry, to take steps on. */
export interface Ground {
  readonly machine: Machine;
  /** The initial states, packed. */
  readonly roots: readonly Int32Array[];
  /**
   * Called on each step that an expansion takes, of a model with properties of steps: before is loaded, after is in
   * the slots.
   */
  onStep: ((instance: number) => void) | null;
}

/** One that knows which steps it has taken, of any model. */
export interface Terrain extends Ground {
  readonly model: Model;
  /** By position in the machine's batch: the number of the instance that led to that state. */
  readonly taken: Int32Array;
}

/**
 * Makes a model ready to walk in.
 * @throws ModelError when it is not well-formed.
 * @throws SchemaError when a state cannot be packed.
 * @throws DomainError when an initial state is outside its domain.
 */
export function createTerrain(model: Model): Terrain {
  checkModel(model);
  const machine = createMachine(model, (instance) => {
    terrain.taken[machine.batch.pending] = instance;
    if (terrain.onStep !== null) terrain.onStep(instance);
  });
  const roots = rootsOf(machine);
  const taken = new Int32Array(machine.batch.parents.length);
  const terrain: Terrain = { model, machine, roots, taken, onStep: null };
  return terrain;
}

/** The initial states of a machine's model, packed. */
export function rootsOf(machine: Machine): Int32Array[] {
  const { state: schema, initial } = machine.model;
  return initial.map((state) => {
    writeSlots(schema, state, machine.slots);
    return packed(machine);
  });
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
export function stepOf({ machine }: Ground, instance: number): Step {
  const { action, parameters } = machine.instances[instance] as Instance;
  return { name: action.name, parameters };
}

/** Takes one step, if its guard allows it. Returns the state after it; null when it is blocked. */
export function take(ground: Ground, state: Int32Array, instance: number): Int32Array | null {
  const { machine } = ground;
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
export function statesAlong(ground: Ground, { start, steps }: Path): Int32Array[] {
  const states = [ground.roots[start] as Int32Array];
  for (const step of steps) {
    const state = take(ground, states.at(-1) as Int32Array, step);
    if (state === null) throw new ModelFault(impure(ground, step));
    states.push(state);
  }
  return states;
}

function impure({ machine }: Ground, step: number): Fault {
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
