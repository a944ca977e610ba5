/**
 * The audit of a declared symmetry: does the model treat an identity as nothing more? A state and the
 * same state with its individuals renamed must have the same answers from every property, and the same
 * successors but for names. A model that orders individuals, counts with them, or has a favourite fails.
 */
import { type Fault, faultBecause, faultOf, ModelFault } from '../search/fault.ts';
import type { Machine } from '../search/machine.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { AlwaysProperty, Property, SometimesProperty } from '../system/property.ts';
import type { Symmetry } from './canonical.ts';
import { type Renaming, renamingText } from './renamings.ts';

/** A sampled state is compared under no more renamings than this: the next one under others. */
const MOST_AT_ONCE = 8;

interface TakenStep {
  readonly instance: Instance;
  readonly after: Int32Array;
  /** Of each property in turn: about the step, or about the state after it. */
  readonly answers: readonly boolean[];
  /** Of both of these: where it differs, they do. */
  readonly hash: number;
}

/** What there is to compare of a state. */
interface Behaviour {
  /** Of each property of states in turn. */
  readonly answers: readonly boolean[];
  readonly steps: readonly TakenStep[];
}

/**
 * Takes every step from the loaded state, and calls `note` with its instance after each, before the state is put
 * back. What it throws need not say whose fault it is.
 */
export type TakeSteps = (note: (instance: number) => void) => void;

/**
 * Compares the state that the machine has loaded with renamed ones. Returns the first fault, or null.
 * Another state is loaded afterwards.
 */
export function auditSymmetry(
  machine: Machine,
  symmetry: Symmetry,
  renamings: readonly Renaming[],
  takeSteps: TakeSteps,
): Fault | null {
  const width = machine.layout.largest.length;
  const before = machine.slots.slice(0, width);
  const original = behaviourOf(machine, takeSteps);
  const renamed = new Int32Array(width);
  for (const renaming of renamings) {
    symmetry.rename(before, renamed, renaming);
    machine.loadSlots(renamed);
    const found = faultBetween(machine, symmetry, renaming, original, takeSteps);
    if (found === null) continue;
    return { ...found, message: `the model is not symmetric: ${found.message}` };
  }
  return null;
}

/**
 * The renamings to compare the `nth` sampled state under: all that change something or, where they are
 * many, some in turn.
 */
export function renamingsToTry({ renamings }: Symmetry, nth: number): readonly Renaming[] {
  const others = renamings.slice(1);
  if (others.length <= MOST_AT_ONCE) return others;
  const start = (nth * MOST_AT_ONCE) % others.length;
  return [...others, ...others].slice(start, start + MOST_AT_ONCE);
}

/** The first difference between a state and the renamed one, which is loaded. */
function faultBetween(
  machine: Machine,
  symmetry: Symmetry,
  renaming: Renaming,
  original: Behaviour,
  takeSteps: TakeSteps,
): Fault | null {
  // Only for a fault, of which there is none as a rule.
  const once = (): string => `once ${renamingText(renaming, symmetry.types)},`;
  let other: Behaviour;
  try {
    other = behaviourOf(machine, takeSteps);
  } catch (error) {
    machine.restore();
    if (!(error instanceof ModelFault)) throw error;
    return { ...error.fault, message: `${once()} ${error.fault.message}` };
  }
  const { properties } = machine.model;
  const differs = properties
    .filter(isOfStates)
    .find((_, nth) => original.answers[nth] !== other.answers[nth]);
  if (differs !== undefined)
    return faultBecause(`property ${differs.name} gives another answer ${once()}`, null);
  const target = new Int32Array(machine.layout.largest.length);
  const expected = original.steps.map((step) => {
    symmetry.rename(step.after, target, renaming);
    return takenStep(step.instance, target.slice(), step.answers);
  });
  const lost = withoutCounterpart(expected, other.steps);
  const alone = lost ?? withoutCounterpart(other.steps, expected);
  if (alone === null) return null;
  const { instance } = alone.step;
  const step = `the step ${instanceText(instance)}`;
  const property = properties.find(
    (_, nth) => alone.alike?.answers[nth] !== alone.step.answers[nth],
  );
  if (alone.alike !== null)
    return faultBecause(
      `property ${property?.name} gives another answer ${once()} about ${step}`,
      instance,
    );
  const text =
    lost === null ? `${once()} ${step} has no counterpart` : `${step} has no counterpart ${once()}`;
  return faultBecause(text, instance);
}

/**
 * A step whose outcome, or what properties say of it, none of the others has; and one of them that has at
 * least the outcome, if there is one.
 */
function withoutCounterpart(
  steps: readonly TakenStep[],
  others: readonly TakenStep[],
): { readonly step: TakenStep; readonly alike: TakenStep | null } | null {
  const step = steps.find((one) => !others.some((other) => isSame(one, other)));
  if (step === undefined) return null;
  return { step, alike: others.find(({ after }) => isSameRow(after, step.after)) ?? null };
}

function isSame(one: TakenStep, other: TakenStep): boolean {
  return (
    one.hash === other.hash &&
    isSameRow(one.after, other.after) &&
    isSameRow(one.answers, other.answers)
  );
}

function isSameRow<T>(one: ArrayLike<T>, other: ArrayLike<T>): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function takenStep(instance: Instance, after: Int32Array, answers: readonly boolean[]): TakenStep {
  let hash = 0;
  for (const slot of after) hash = Math.imul(hash ^ slot, 0x9e3779b1);
  for (const answer of answers) hash = Math.imul(hash, 2) + (answer ? 1 : 0);
  return { instance, after, answers, hash };
}

function isOfStates(property: Property): property is AlwaysProperty | SometimesProperty {
  return property.kind === 'always' || property.kind === 'sometimes';
}

/**
 * Judges the loaded state, and takes every step from it.
 * @throws ModelFault when the model throws.
 */
function behaviourOf(machine: Machine, takeSteps: TakeSteps): Behaviour {
  const { instances, model } = machine;
  try {
    const answers = model.properties
      .filter(isOfStates)
      .map((property) => property.holds(machine.view));
    const steps: TakenStep[] = [];
    takeSteps((instance) => steps.push(stepTaken(machine, instances[instance] as Instance)));
    return { answers, steps };
  } catch (error) {
    machine.restore();
    throw new ModelFault(faultIn(machine) ?? faultOf(error, 'the model', null));
  }
}

/** What the model throws in the loaded state, and where: everything is done once more, one thing at a time. */
function faultIn(machine: Machine): Fault | null {
  const { model, instances } = machine;
  let doing = '';
  let at: Instance | null = null;
  try {
    for (const property of model.properties) {
      doing = `property ${property.name}`;
      if (property.kind === 'always' || property.kind === 'sometimes') property.holds(machine.view);
    }
    for (const instance of instances) {
      at = instance;
      const { action, parameters } = instance;
      if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) continue;
      action.effect(machine.view, parameters);
      machine.tidy();
      stepTaken(machine, instance);
      machine.pack(new Int32Array(machine.layout.words), 0);
      machine.restore();
    }
    return null;
  } catch (error) {
    return faultOf(error, at === null ? doing : instanceText(at), at);
  }
}

/** The step from the loaded state to the one in the slots. */
function stepTaken(machine: Machine, instance: Instance): TakenStep {
  const { action, parameters } = instance;
  const step = { name: action.name, parameters };
  const answers = machine.model.properties.map((property) =>
    property.kind === 'step' || property.kind === 'sometimes-step'
      ? property.holds(machine.loadedView, machine.view, step)
      : property.holds(machine.view),
  );
  const after = machine.slots.slice(0, machine.layout.largest.length);
  return takenStep(instance, after, answers);
}
