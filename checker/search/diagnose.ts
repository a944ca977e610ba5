/** When a model throws in the middle of the search: which action instance, and why. */
import { instanceText } from '../system/instances.ts';
import { auditState } from './audit.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Machine } from './machine.ts';

/** Runs the loaded state's instances one at a time to find the one that threw `error`. */
export function diagnose(machine: Machine, state: number, error: unknown): Fault {
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
  // Not even by itself: something here is not pure.
  const impure = auditState(machine, { state, enabled: null, only: null });
  return impure ?? faultOf(error, 'the model', null);
}
