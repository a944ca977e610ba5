/**
 * The audit of a declared symmetry: does the model treat an identity as nothing more? A state and the
 * same state with its individuals renamed must have the same answers from every property, and the same
 * successors but for names. A model that orders individuals, counts with them, or has a favourite fails.
 */
import { type Fault, faultBecause, faultOf } from '../search/fault.ts';
import type { Machine } from '../search/machine.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { AlwaysProperty, Property, SometimesProperty } from '../system/property.ts';
import type { Symmetry } from './canonical.ts';
import { type Digest, digestsUnder, type TakeSteps } from './digest.ts';
import { type Renaming, renamingText } from './renamings.ts';

/** A sampled state is compared under no more renamings than this: the next one under others. */
const MOST_AT_ONCE = 8;

interface TakenStep {
  readonly instance: Instance;
  readonly after: Int32Array;
  /** Of each property in turn: about the step, or about the state after it. */
  readonly answers: readonly boolean[];
}

/** What there is to compare of a state. */
interface Behaviour {
  /** Of each property of states in turn. */
  readonly answers: readonly boolean[];
  readonly steps: readonly TakenStep[];
}

/** A state, and whoever can take its steps. */
interface Subject {
  readonly machine: Machine;
  readonly symmetry: Symmetry;
  readonly takeSteps: TakeSteps;
  readonly slots: Int32Array;
}

/**
 * Compares the state that the machine has loaded with renamed ones, step by step. Returns the first fault, or null.
 * Another state is loaded afterwards.
 */
export function auditSymmetry(
  machine: Machine,
  symmetry: Symmetry,
  renamings: readonly Renaming[],
  takeSteps: TakeSteps,
): Fault | null {
  const slots = machine.slots.slice(0, machine.layout.largest.length);
  return firstFault({ machine, symmetry, takeSteps, slots }, renamings);
}

/**
 * The same by digests, in half the time. One in four billion differences is missed: for a sample, which can miss more,
 * and not for who compares all states.
 */
export function auditByDigest(
  machine: Machine,
  symmetry: Symmetry,
  renamings: readonly Renaming[],
  takeSteps: TakeSteps,
): Fault | null {
  const slots = machine.slots.slice(0, machine.layout.largest.length);
  const subject = { machine, symmetry, takeSteps, slots };
  const unchanged = symmetry.renamings.slice(0, 1);
  const expected = digestsIfAny(renamings, machine, symmetry, takeSteps);
  for (const [nth, renaming] of renamings.entries()) {
    loadRenamed(subject, renaming);
    const [digest] = digestsIfAny(unchanged, machine, symmetry, takeSteps);
    if (isSameDigest(digest, expected[nth])) continue;
    const fault = firstFault(subject, [renaming]);
    if (fault !== null) return fault;
    if (digest === undefined || expected[nth] === undefined)
      return faultBecause('the model threw once, and does not throw again', null);
  }
  return null;
}

/** None where something is thrown: whatever it is, comparing step by step says more. */
function digestsIfAny(...asked: Parameters<typeof digestsUnder>): Digest[] {
  try {
    return digestsUnder(...asked);
  } catch {
    const [, machine] = asked;
    machine.restore();
    return [];
  }
}

function isSameDigest(one: Digest | undefined, other: Digest | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.answers === other.answers && one.steps === other.steps;
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

function loadRenamed({ machine, symmetry, slots }: Subject, renaming: Renaming): void {
  const renamed = new Int32Array(slots.length);
  symmetry.rename(slots, renamed, renaming);
  machine.loadSlots(renamed);
}

/** What a state does otherwise once it is renamed, if anything. */
function firstFault(subject: Subject, renamings: readonly Renaming[]): Fault | null {
  const { machine, symmetry, takeSteps, slots } = subject;
  machine.loadSlots(slots);
  const original = behaviourOf(machine, takeSteps);
  if ('message' in original) return original;
  for (const renaming of renamings) {
    loadRenamed(subject, renaming);
    const other = behaviourOf(machine, takeSteps);
    // Named for a fault alone: of these there is none as a rule.
    const once = (): string => `once ${renamingText(renaming, symmetry.types)},`;
    const found =
      'message' in other
        ? { ...other, message: `${once()} ${other.message}` }
        : faultBetween(machine, symmetry, renaming, { original, other, once });
    if (found !== null)
      return { ...found, message: `the model is not symmetric: ${found.message}` };
  }
  return null;
}

/** The first difference between what a state does and what the renamed one does. */
function faultBetween(
  machine: Machine,
  symmetry: Symmetry,
  renaming: Renaming,
  { original, other, once }: { original: Behaviour; other: Behaviour; once: () => string },
): Fault | null {
  const { properties } = machine.model;
  const differs = properties
    .filter(isOfStates)
    .find((_, nth) => original.answers[nth] !== other.answers[nth]);
  if (differs !== undefined)
    return faultBecause(`property ${differs.name} gives another answer ${once()}`, null);
  const expected = original.steps.map((step): TakenStep => {
    const after = new Int32Array(step.after.length);
    symmetry.rename(step.after, after, renaming);
    return { ...step, after };
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
  return isSameRow(one.after, other.after) && isSameRow(one.answers, other.answers);
}

function isSameRow<T>(one: ArrayLike<T>, other: ArrayLike<T>): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function isOfStates(property: Property): property is AlwaysProperty | SometimesProperty {
  return property.kind === 'always' || property.kind === 'sometimes';
}

/** Judges the loaded state, and takes every step from it. A fault where the model throws. */
function behaviourOf(machine: Machine, takeSteps: TakeSteps): Behaviour | Fault {
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
    return faultIn(machine) ?? faultOf(error, 'the model', null);
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
  return { instance, after, answers };
}
