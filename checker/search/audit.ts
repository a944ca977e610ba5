/**
 * The audit of a state: guards are asked once more on the views, as the search has asked them, properties and effects
 * twice, and all of them once on frozen plain data, effects under immer. It catches guards and effects that are not pure
 * functions, and recipes that mean one thing on plain data and another on the views.
 */
import { readSlots } from '../schema/plain.ts';
import type { Condition } from '../system/action.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { Property } from '../system/property.ts';
import { slotsAfterStep } from '../system/step.ts';
import { strictlyShared, strictParameters } from '../system/strict.ts';
import { type Fault, faultBecause, faultOf, IMPURE_HINT, ModelFault, noAnswer } from './fault.ts';
import type { Machine } from './machine.ts';
import type { Sample } from './progress.ts';

/** The state that is audited, as it is to be found after each question. */
interface Audited {
  readonly row: Int32Array;
  /** Plain data, frozen. */
  readonly frozen: unknown;
  /** The same, but that fields it does not have throw. */
  readonly strict: unknown;
  /** The names of all actions' parameters. */
  readonly parameters: readonly string[];
}

/** Audits a state that the machine has loaded. Returns the first fault, or null. */
export function auditState(machine: Machine, { enabled, only }: Sample): Fault | null {
  const { model, slots, instances } = machine;
  const frozen = readSlots(model.state, slots);
  // Freezes both.
  const strict = strictlyShared(frozen);
  const parameters = model.actions.flatMap((action) => Object.keys(action.parameters));
  const audited = { row: slots.slice(), frozen, strict, parameters };
  for (const property of only === null ? model.properties : []) {
    const found = auditProperty(machine, property, audited);
    if (found !== null) return found;
  }
  let end = 0;
  for (const [nth, action] of model.actions.entries()) {
    const first = end;
    while (instances[end]?.action === action) end += 1;
    if (only !== null && only !== nth) continue;
    // Below 0 it was not asked at that time.
    const then = enabled?.[nth] ?? -1;
    const found = auditInstances(machine, instances.slice(first, end), audited, then);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Audits all instances of an action.
 * @param then how many of them were enabled when the search asked them; below 0 if it has not
 */
function auditInstances(
  machine: Machine,
  instances: readonly Instance[],
  audited: Audited,
  then: number,
): Fault | null {
  let now = 0;
  for (const instance of instances) {
    const found = auditInstance(machine, instance, audited, then < 0);
    if (found === 'enabled') now += 1;
    else if (found !== 'disabled') return found;
  }
  const [first] = instances;
  if (then === now || then < 0 || first === undefined) return null;
  return faultBecause(
    `the guard of ${first.action.name} is not pure: ${then} of its instances were enabled in one state ` +
      `at first, and ${now} when asked again`,
    first,
  );
}

/** @param isNew whether the search has not asked the guard, and so kept no count of its answers */
function auditInstance(
  machine: Machine,
  instance: Instance,
  audited: Audited,
  isNew: boolean,
): Fault | 'enabled' | 'disabled' {
  try {
    const found = auditGuard(machine, instance, audited, isNew);
    return found === 'enabled' ? (auditEffect(machine, instance, audited) ?? found) : found;
  } catch (error) {
    machine.restore();
    if (error instanceof ModelFault) return error.fault;
    return faultOf(error, `${instanceText(instance)}, run on plain data,`, instance);
  }
}

function auditProperty(machine: Machine, property: Property, audited: Audited): Fault | null {
  if (property.kind === 'step' || property.kind === 'sometimes-step') return null;
  const name = `property ${property.name}`;
  const holds = (state: unknown): boolean => property.holds(state);
  const fault = auditAnswer(machine, name, holds, audited);
  if (fault !== null || property.kind !== 'recoverable' || property.unless === undefined)
    return fault;
  const unless = (state: unknown): boolean => property.unless?.(state) as boolean;
  return auditAnswer(machine, `'unless' of ${name}`, unless, audited);
}

function auditAnswer(
  machine: Machine,
  name: string,
  ask: (state: unknown) => boolean,
  { row, strict }: Audited,
): Fault | null {
  const { view } = machine;
  try {
    const answers = [ask(view), ask(view)] as const;
    const why = isSame(machine.slots, row)
      ? disagreement(
          answers,
          () => ask(strict),
          () => ask(view),
        )
      : 'changes the state: a property may only read it';
    return why === null ? null : faultBecause(`${name} ${why}`, null);
  } catch (error) {
    return faultOf(error, `${name}, judged on plain data,`, null);
  }
}

/** Whether the slots of a row are those at the beginning of another. A loop, as it is asked of each condition. */
function isSame(row: Int32Array, other: Int32Array): boolean {
  for (let slot = 0; slot < row.length; slot++) {
    if (row[slot] !== other[slot]) return false;
  }
  return true;
}

function auditGuard(
  machine: Machine,
  instance: Instance,
  { row, strict, parameters: known }: Audited,
  isNew: boolean,
): Fault | 'enabled' | 'disabled' {
  const { parameters } = instance;
  const spelt = strictParameters(parameters, known);
  for (const condition of instance.action.guard) {
    const answer = condition.holds(machine.view, parameters);
    const again = isNew ? condition.holds(machine.view, parameters) : answer;
    const why = isSame(machine.slots, row)
      ? disagreement(
          [answer, again],
          () => onPlain(condition, instance, strict, spelt),
          () => condition.holds(machine.view, parameters),
        )
      : 'changes the state: a guard may only read it';
    if (why !== null)
      return faultBecause(
        `condition '${condition.name}' of ${instanceText(instance)} ${why}`,
        instance,
      );
    if (!answer) return 'disabled';
  }
  return 'enabled';
}

function auditEffect(machine: Machine, instance: Instance, audited: Audited): Fault | null {
  const { model } = machine;
  const faulty = (why: string): Fault =>
    faultBecause(`the effect of ${instanceText(instance)} ${why}`, instance);
  const once = slotsAfter(machine, instance);
  const twice = slotsAfter(machine, instance);
  if (!isSame(once, twice)) return faulty(IMPURE_EFFECT);
  const spelt = strictParameters(instance.parameters, audited.parameters);
  const onPlain = { action: instance.action, parameters: spelt };
  const immer = slotsAfterStep(model.state, onPlain, audited.frozen);
  if (!isSame(immer, once) && !isSame(immer, slotsAfterStep(model.state, onPlain, audited.frozen)))
    return faulty(IMPURE_EFFECT);
  if (!isSame(immer, once))
    return faulty(
      "means one thing on plain data and another in the search: keep to what the state's type offers, " +
        'read what you need of a part before you remove or replace it, and do not change a part of the ' +
        'state after storing it in a second place',
    );
  return auditStep(machine, instance, audited, immer);
}

/** The slots after an effect on the view; the loaded state is put back. */
function slotsAfter(machine: Machine, instance: Instance): Int32Array {
  const returned = takeOnView(machine, instance);
  const after = machine.slots.slice();
  machine.restore();
  if (returned === undefined) return after;
  const name = `the effect of ${instanceText(instance)}`;
  const why = 'returns a value: it must change the draft it is given, and return nothing';
  throw new ModelFault(faultBecause(`${name} ${why}`, instance));
}

/** Runs an effect on the view, and brings bags into their canonical order. */
function takeOnView(machine: Machine, { action, parameters }: Instance): unknown {
  const returned: unknown = action.effect(machine.view, parameters);
  machine.tidy();
  return returned;
}

/** Judges the properties of steps on the step that an instance takes. */
function auditStep(
  machine: Machine,
  instance: Instance,
  { strict: before, parameters: known }: Audited,
  slotsAfterwards: Int32Array,
): Fault | null {
  const { action, parameters } = instance;
  const step = { name: action.name, parameters };
  const spelt = { name: action.name, parameters: strictParameters(parameters, known) };
  const properties = machine.model.properties.filter(
    ({ kind }) => kind === 'step' || kind === 'sometimes-step',
  );
  if (properties.length === 0) return null;
  const after = strictlyShared(readSlots(machine.model.state, slotsAfterwards));
  for (const property of properties) {
    takeOnView(machine, instance);
    const slots = machine.slots.slice();
    const judge = (): boolean => property.holds(machine.loadedView, machine.view, step);
    const onPlain = (): boolean => property.holds(before, after, spelt);
    const answers = [judge(), judge()] as const;
    const why = isSame(machine.slots, slots)
      ? disagreement(answers, onPlain, judge)
      : 'changes the state: a property may only read it';
    machine.restore();
    if (why !== null) return faultBecause(`property ${property.name} ${why}`, instance);
  }
  return null;
}

const IMPURE = `is not pure: it gave two answers for one state. ${IMPURE_HINT}`;
const IMPURE_EFFECT = `is not pure: it gave two results for one state. ${IMPURE_HINT}`;

/** What a condition says of plain data. @throws ModelFault that names it, where it throws */
function onPlain(
  condition: Condition,
  instance: Instance,
  strict: unknown,
  parameters: Instance['parameters'],
): unknown {
  try {
    return condition.holds(strict, parameters);
  } catch (error) {
    const doing = `condition '${condition.name}' of ${instanceText(instance)}, asked on plain data,`;
    throw new ModelFault(faultOf(error, doing, instance));
  }
}

/**
 * What is wrong with the answers given twice on views, and on plain data, if anything is. One that changes its mind when it
 * is asked once more is at fault for that.
 */
function disagreement(
  [first, second]: readonly [unknown, unknown],
  onPlain: () => unknown,
  onView: () => unknown,
): string | null {
  const third = onPlain();
  if (typeof first === 'boolean' && first === second && first === third) return null;
  for (const answer of [first, second, third])
    if (typeof answer !== 'boolean') return noAnswer(answer);
  if (first !== second || onView() !== first || onPlain() !== third) return IMPURE;
  return (
    'gives one answer on plain data and another in the search: compare parts of the state by their fields and not ' +
    "by ===, and keep to what the state's type offers"
  );
}
