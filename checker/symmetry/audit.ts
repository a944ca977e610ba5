/**
 * The audit of a declared symmetry: does the model treat an identity as nothing more? A state and the
 * same state with its individuals renamed must have the same answers from every property, and the same
 * successors but for names. A model that orders individuals, counts with them, or has a favourite fails.
 */
import { type Fault, faultBecause, faultOf } from '../search/fault.ts';
import type { Machine } from '../search/machine.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import { answersAboutState, answersAboutStep, isOfStates } from './answers.ts';
import type { Symmetry } from './canonical.ts';
import { type Digest, digestsUnder, type Subject, type TakeSteps } from './digest.ts';
import { type Renaming, renamingText } from './renamings.ts';

/** A sampled state is compared under no more renamings than this: the next one under others. */
const MOST_AT_ONCE = 8;

interface TakenStep {
  readonly instance: Instance;
  readonly after: Int32Array;
  /** Of each property in turn: about the step, or about the state after it. */
  readonly answers: readonly number[];
}

/** What there is to compare of a state. */
interface Behaviour {
  /** Of each property of states in turn. */
  readonly answers: readonly number[];
  readonly steps: readonly TakenStep[];
}

/**
 * Compares the state that the machine has loaded with renamed ones, step by step. Returns the first fault, or null.
 * Another state is loaded afterwards.
 */
export function auditSymmetry(subject: Subject, renamings: readonly Renaming[]): Fault | null {
  const { machine, takeSteps } = subject;
  const slots = copyOfSlots(machine);
  const original = behaviourOf(machine, takeSteps);
  if ('message' in original) return original;
  for (const renaming of renamings) {
    loadRenamed(subject, slots, renaming);
    const fault = faultBetween(subject, renaming, original, behaviourOf(machine, takeSteps));
    if (fault !== null)
      return { ...fault, message: `the model is not symmetric: ${fault.message}` };
  }
  return null;
}

/**
 * The same by digests, in half the time. One in four billion differences is missed: for a sample, which can miss more,
 * and not for who compares all states.
 */
export function auditByDigest(subject: Subject, renamings: readonly Renaming[]): Fault | null {
  const { machine, symmetry } = subject;
  const slots = copyOfSlots(machine);
  const unchanged = symmetry.renamings.slice(0, 1);
  const stepByStep = (under: readonly Renaming[]): Fault | null => {
    machine.loadSlots(slots);
    return auditSymmetry(subject, under);
  };
  const expected = digestsOrFault(renamings, subject);
  if ('message' in expected) return stepByStep(renamings) ?? once(expected);
  for (const [nth, renaming] of renamings.entries()) {
    loadRenamed(subject, slots, renaming);
    const found = digestsOrFault(unchanged, subject);
    if ('message' in found) return stepByStep([renaming]) ?? once(found);
    if (isSameDigest(found[0] as Digest, expected[nth] as Digest)) continue;
    const fault = stepByStep([renaming]);
    if (fault !== null) return fault;
  }
  return null;
}

function digestsOrFault(renamings: readonly Renaming[], subject: Subject): Digest[] | Fault {
  try {
    return digestsUnder(renamings, subject);
  } catch (error) {
    subject.machine.restore();
    return faultOf(error, 'the model', null);
  }
}

/** What a model that is pure does again. */
function once(fault: Fault): Fault {
  return { ...fault, message: `${fault.message}, once and not again` };
}

function isSameDigest(one: Digest, other: Digest): boolean {
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

/** A copy of what is in the slots: a state that is loaded, or the one after a step. */
function copyOfSlots({ slots, layout }: Machine): Int32Array {
  return slots.slice(0, layout.largest.length);
}

function loadRenamed({ machine, symmetry }: Subject, slots: Int32Array, renaming: Renaming): void {
  const renamed = new Int32Array(slots.length);
  symmetry.rename(slots, renamed, renaming);
  machine.loadSlots(renamed);
}

/** The first difference between what a state does and what the renamed one does. */
function faultBetween(
  { machine, symmetry }: Subject,
  renaming: Renaming,
  original: Behaviour,
  other: Behaviour | Fault,
): Fault | null {
  // Named for a fault alone: of these there is none as a rule.
  const renamed = (): string => `once ${renamingText(renaming, symmetry.types)},`;
  if ('message' in other) return { ...other, message: `${renamed()} ${other.message}` };
  const { properties } = machine.model;
  const differs = properties
    .filter(isOfStates)
    .find((_, nth) => original.answers[nth] !== other.answers[nth]);
  if (differs !== undefined)
    return faultBecause(`property ${differs.name} gives another answer ${renamed()}`, null);
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
      `property ${property?.name} gives another answer ${renamed()} about ${step}`,
      instance,
    );
  const text =
    lost === null
      ? `${renamed()} ${step} has no counterpart`
      : `${step} has no counterpart ${renamed()}`;
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

/** Judges the loaded state, and takes every step from it. A fault where the model throws. */
function behaviourOf(machine: Machine, takeSteps: TakeSteps): Behaviour | Fault {
  const { instances } = machine;
  try {
    const answers = answersAboutState(machine);
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
      if (isOfStates(property)) property.holds(machine.view);
      if (property.kind === 'recoverable') property.unless?.(machine.view);
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
  return { instance, after: copyOfSlots(machine), answers: answersAboutStep(machine, instance) };
}
