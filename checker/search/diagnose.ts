/** When a model throws in the middle of the search, or gives no answer: which action instance, and why. */
import { type Instance, instanceText } from '../system/instances.ts';
import { auditState } from './audit.ts';
import { type Fault, faultBecause, faultOf, noAnswer } from './fault.ts';
import type { Machine } from './machine.ts';

/** Runs the loaded state's instances one at a time to find the one that threw `error`, or answered neither true nor false. */
export function diagnose(machine: Machine, state: number, error: unknown): Fault {
  const { refusal } = machine;
  refusal.error = null;
  for (const instance of machine.instances) {
    let doing = `the effect of ${instanceText(instance)}`;
    try {
      const { guard, effect } = instance.action;
      let enabled = true;
      for (const condition of guard) {
        doing = `condition '${condition.name}' of ${instanceText(instance)}`;
        const answer: unknown = condition.holds(machine.view, instance.parameters);
        if (typeof answer !== 'boolean') {
          machine.restore();
          return faultBecause(`${doing} ${noAnswer(answer)}`, instance);
        }
        if (refusal.error !== null) return caught(machine, doing, instance);
        enabled = answer;
        if (!enabled) break;
      }
      if (!enabled) continue;
      doing = `the effect of ${instanceText(instance)}`;
      effect(machine.view, instance.parameters);
      if (refusal.error !== null) return caught(machine, doing, instance);
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

/** Of an assignment that was refused a part may be done: whoever catches the error would go on with that. */
function caught({ refusal, restore }: Machine, doing: string, instance: Instance): Fault {
  restore();
  return faultOf(refusal.error, `${doing} catches an error that ends the run, and`, instance);
}
