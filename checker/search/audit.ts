/**
 * The audit of a state: everything that the search does there, done twice on the views and once on
 * frozen plain data under immer. It catches guards and effects that are not pure functions, and
 * recipes that mean one thing on plain data and another on the views.
 */
import { readSlots } from '../schema/plain.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import { canonical, slotsOf, stepTo } from '../system/step.ts';
import { type Fault, faultBecause, faultOf } from './fault.ts';
import type { Machine } from './machine.ts';

/** Audits the state that the machine has loaded. Returns the first fault, or null. */
export function auditState(machine: Machine): Fault | null {
  const { model, slots } = machine;
  const plain = canonical(model.state, readSlots(model.state, slots));
  for (const property of model.properties) {
    if (property.kind === 'step' || property.kind === 'sometimes-step') continue;
    const answers = [
      property.holds(machine.view),
      property.holds(machine.view),
      property.holds(plain),
    ];
    const why = disagreement(answers, `property ${property.name}`);
    if (why !== null) return faultBecause(why, null);
  }
  for (const instance of machine.instances) {
    try {
      const found = auditGuard(machine, instance, plain) ?? auditEffect(machine, instance, plain);
      if (found !== null) return found;
    } catch (error) {
      return faultOf(error, `${instanceText(instance)}, run on plain data,`, instance);
    }
  }
  return null;
}

function auditGuard(machine: Machine, instance: Instance, plain: unknown): Fault | null {
  const { parameters } = instance;
  const before = machine.slots.slice();
  for (const condition of instance.action.guard) {
    const answers = [
      condition.holds(machine.view, parameters),
      condition.holds(machine.view, parameters),
      condition.holds(plain, parameters),
    ];
    const name = `condition '${condition.name}' of ${instanceText(instance)}`;
    const why = disagreement(answers, name);
    if (why !== null) return faultBecause(why, instance);
    if (!before.every((code, slot) => code === machine.slots[slot]))
      return faultBecause(`${name} changes the state: a guard may only read it`, instance);
    if (answers[0] !== true) return null;
  }
  return null;
}

function auditEffect(machine: Machine, instance: Instance, plain: unknown): Fault | null {
  const { model, slots } = machine;
  const { action, parameters } = instance;
  if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) return null;
  const run = (): Int32Array => {
    action.effect(machine.view, parameters);
    const packed = new Int32Array(machine.layout.words);
    machine.pack(packed, 0);
    const after = slots.slice();
    machine.restore();
    return after;
  };
  const once = run();
  const twice = run();
  const name = `the effect of ${instanceText(instance)}`;
  if (!once.every((code, slot) => code === twice[slot]))
    return faultBecause(`${name} is not pure: it gave two results for one state`, instance);
  const immer = slotsOf(model.state, stepTo(model.state, instance, plain));
  if (immer.every((code, slot) => code === once[slot])) return null;
  return faultBecause(
    `${name} means one thing on plain data and another in the search: keep to what the state's type ` +
      'offers, and do not change a part of the state after storing it in a second place',
    instance,
  );
}

function disagreement(answers: readonly unknown[], name: string): string | null {
  const [first, second, onPlain] = answers;
  const wrong = answers.find((answer) => typeof answer !== 'boolean');
  if (wrong !== undefined || answers.includes(undefined))
    return `${name} answered ${String(wrong)}; it must answer true or false`;
  if (first !== second) return `${name} is not pure: it gave two answers for one state`;
  if (first !== onPlain)
    return `${name} gives one answer on plain data and another in the search: keep to what the state's type offers`;
  return null;
}
