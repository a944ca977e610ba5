/**
 * The audit of a state: everything that the search does there, done twice on the views and once on
 * frozen plain data under immer. It catches guards and effects that are not pure functions, and
 * recipes that mean one thing on plain data and another on the views.
 */
import { readSlots } from '../schema/plain.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { Property } from '../system/property.ts';
import { canonical, slotsOf, stepTo } from '../system/step.ts';
import { type Fault, faultBecause, faultOf, ModelFault } from './fault.ts';
import type { Machine } from './machine.ts';

/**
 * Audits the state that the machine has loaded. Returns the first fault, or null.
 * @param enabled how many instances of each action the search found enabled there, if it kept count
 */
export function auditState(machine: Machine, enabled: Int32Array | null): Fault | null {
  const { model, slots, instances } = machine;
  const plain = canonical(model.state, readSlots(model.state, slots));
  for (const property of model.properties) {
    const found = auditProperty(machine, property, plain);
    if (found !== null) return found;
  }
  const now = new Int32Array(model.actions.length);
  for (const instance of instances) {
    try {
      const found = auditGuard(machine, instance, plain);
      if (found !== null) return found;
      if (!isEnabled(machine, instance)) continue;
      const wrong = auditEffect(machine, instance, plain);
      if (wrong !== null) return wrong;
    } catch (error) {
      machine.restore();
      if (error instanceof ModelFault) return error.fault;
      return faultOf(error, `${instanceText(instance)}, run on plain data,`, instance);
    }
    const action = model.actions.indexOf(instance.action);
    now[action] = (now[action] ?? 0) + 1;
  }
  const changed = model.actions.findIndex((_, action) => (enabled ?? now)[action] !== now[action]);
  const action = model.actions[changed];
  if (action === undefined) return null;
  return faultBecause(
    `the guard of ${action.name} is not pure: ${enabled?.[changed]} of its instances were enabled in one ` +
      `state at first, and ${now[changed]} when asked again`,
    instances.find((instance) => instance.action === action) ?? null,
  );
}

function auditProperty(machine: Machine, property: Property, plain: unknown): Fault | null {
  if (property.kind === 'step' || property.kind === 'sometimes-step') return null;
  const name = `property ${property.name}`;
  const before = machine.slots.slice();
  try {
    const answers = [
      property.holds(machine.view),
      property.holds(machine.view),
      property.holds(plain),
    ];
    const why = disagreement(answers);
    if (why !== null) return faultBecause(`${name} ${why}`, null);
  } catch (error) {
    return faultOf(error, `${name}, judged on plain data,`, null);
  }
  if (isUnchanged(machine, before)) return null;
  return faultBecause(`${name} changes the state: a property may only read it`, null);
}

function isEnabled({ view }: Machine, { action, parameters }: Instance): boolean {
  return action.guard.every((condition) => condition.holds(view, parameters));
}

function isUnchanged({ slots }: Machine, before: Int32Array): boolean {
  return before.every((code, slot) => code === slots[slot]);
}

function auditGuard(machine: Machine, instance: Instance, plain: unknown): Fault | null {
  const { parameters } = instance;
  const before = machine.slots.slice();
  for (const condition of instance.action.guard) {
    // The search has asked once already, and kept count of the answers.
    const answer = condition.holds(machine.view, parameters);
    const answers = [answer, answer, condition.holds(plain, parameters)];
    const why = isUnchanged(machine, before)
      ? disagreement(answers)
      : 'changes the state: a guard may only read it';
    if (why !== null)
      return faultBecause(
        `condition '${condition.name}' of ${instanceText(instance)} ${why}`,
        instance,
      );
    if (!answer) return null;
  }
  return null;
}

function auditEffect(machine: Machine, instance: Instance, plain: unknown): Fault | null {
  const { model, slots } = machine;
  const { action, parameters } = instance;
  const run = (): Int32Array => {
    const returned: unknown = action.effect(machine.view, parameters);
    if (returned !== undefined)
      throw new ModelFault(
        faulty('returns a value: it must change the draft it is given, and return nothing'),
      );
    const packed = new Int32Array(machine.layout.words);
    machine.pack(packed, 0);
    const after = slots.slice();
    machine.restore();
    return after;
  };
  const faulty = (why: string): Fault =>
    faultBecause(`the effect of ${instanceText(instance)} ${why}`, instance);
  const once = run();
  const twice = run();
  if (!once.every((code, slot) => code === twice[slot]))
    return faulty('is not pure: it gave two results for one state');
  const immer = slotsOf(model.state, stepTo(model.state, instance, plain));
  if (immer.every((code, slot) => code === once[slot])) return null;
  return faulty(
    "means one thing on plain data and another in the search: keep to what the state's type offers, " +
      'and do not change a part of the state after storing it in a second place',
  );
}

/** What is wrong with the answers given twice on views and once on plain data, if anything is. */
function disagreement([first, second, onPlain]: readonly unknown[]): string | null {
  const wrong = [first, second, onPlain].find((answer) => typeof answer !== 'boolean');
  if (wrong !== undefined || first === undefined || second === undefined || onPlain === undefined)
    return `answered ${String(wrong)}; it must answer true or false`;
  if (first !== second) return 'is not pure: it gave two answers for one state';
  if (first !== onPlain)
    return "gives one answer on plain data and another in the search: keep to what the state's type offers";
  return null;
}
