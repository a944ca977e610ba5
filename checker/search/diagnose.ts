/** When a model throws in the middle of the search: which action instance, and why. */
import { DomainError } from '../schema/plain.ts';
import { type Instance, instanceText } from '../system/instances.ts';
import type { Fault } from './audit.ts';
import type { Machine } from './machine.ts';

/** Runs the loaded state's instances one at a time to find the one that threw `error`. */
export function diagnose(machine: Machine, error: unknown): Fault {
  for (const instance of machine.instances) {
    let doing = `the effect of ${instanceText(instance)}`;
    try {
      const { guard, effect } = instance.action;
      let enabled = true;
      for (const condition of guard) {
        doing = `condition '${condition.name}' of ${instanceText(instance)}`;
        enabled = condition.holds(machine.view, instance.parameters);
        if (!enabled) break;
      }
      if (!enabled) continue;
      doing = `the effect of ${instanceText(instance)}`;
      effect(machine.view, instance.parameters);
      machine.pack(new Int32Array(machine.layout.words), 0);
    } catch (thrown) {
      machine.restore();
      return faultOf(thrown, doing, instance);
    }
    machine.restore();
  }
  return faultOf(error, 'the model', null);
}

/** Describes something that a model threw. */
export function faultOf(error: unknown, doing: string, instance: Instance | null): Fault {
  if (error instanceof DomainError) {
    return {
      message: `${doing} leaves the domain: ${error.message}`,
      instance,
      path: error.path,
      value: error.value,
    };
  }
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { message: `${doing} threw ${why}`, instance, path: null, value: undefined };
}
