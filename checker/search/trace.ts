/**
 * Traces: rebuilt from the store's parents, then executed again the plain way, on frozen states under
 * immer. What the search claims is shown only if the plain way agrees.
 */

import { offsetOf, parentOf, type StateStore, segmentOf } from '../store/store.ts';
import type { Instance } from '../system/instances.ts';
import type { Property } from '../system/property.ts';
import { blockedBy, canonical, slotsOf, stepTo } from '../system/step.ts';
import { faultOf, ModelFault } from './fault.ts';
import type { Machine } from './machine.ts';
import type { TraceStep } from './outcome.ts';

/** A bug of this engine, never of a model: please report it. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(message: string) {
    super(`this is a bug in the checker, not in the model: ${message}`);
  }
}

/**
 * The path by which a stored state was found, executed again from its initial state. With symmetry the stored
 * states have had their individuals renamed; the trace is one that the model can really take, and ends in
 * a state that is the stored one but for names.
 * @param instances of those that lead from a state to the next, the first here is the step
 */
export function traceTo(
  machine: Machine,
  store: StateStore,
  index: number,
  instances: readonly Instance[] = machine.instances,
): TraceStep[] {
  const path: number[] = [];
  for (let at = index; at !== -1; at = parentOf(store, at)) path.push(at);
  path.reverse();
  const [root = index, ...rest] = path;
  const trace: TraceStep[] = [{ instance: null, state: initialState(machine, store, root) }];
  for (const child of rest) {
    const instance = stepTowards(machine, store, trace.at(-1)?.state, child, instances);
    const state = extendTrace(machine, trace, instance);
    put(machine, state);
    if (!isStored(machine, store, child))
      throw new EngineError(
        `state ${child} is not what ${instance.action.name} leads to under immer`,
      );
  }
  return trace;
}

/** Appends one step to a trace, after checking that it is enabled. Returns the state after it. */
export function extendTrace(machine: Machine, trace: TraceStep[], instance: Instance): unknown {
  const before = trace.at(-1)?.state;
  const blocked = blockedBy(instance, before);
  if (blocked !== null)
    throw new EngineError(`${instance.action.name} is blocked by '${blocked}' under immer`);
  const state = stepTo(machine.model.state, instance, before);
  trace.push({ instance, state });
  return state;
}

/** Says why a property does not hold at the end of a trace; an error if it does hold there. */
export function explain(property: Property, trace: readonly TraceStep[]): string | null {
  const last = trace.at(-1);
  if (last === undefined) throw new EngineError('an empty trace');
  if (breaksAtEnd(property, trace) === false)
    throw new EngineError(`${property.name} holds under immer where the search saw it violated`);
  try {
    if (property.kind === 'always') return property.because?.(last.state) ?? null;
    if (property.kind !== 'step' || last.instance === null) return null;
    const { action, parameters } = last.instance;
    const step = { name: action.name, parameters };
    return property.because?.(trace.at(-2)?.state, last.state, step) ?? null;
  } catch (error) {
    throw new ModelFault(faultOf(error, `property ${property.name}, asked why it breaks,`, null));
  }
}

/** Whether the last state, or the last step, of a trace violates the property. */
export function breaksAtEnd(property: Property, trace: readonly TraceStep[]): boolean {
  const last = trace.at(-1);
  const before = trace.at(-2);
  if (last === undefined) return false;
  if (property.kind === 'always') return !property.holds(last.state);
  if (property.kind !== 'step' || before === undefined || last.instance === null) return false;
  const { action, parameters } = last.instance;
  return !property.holds(before.state, last.state, { name: action.name, parameters });
}

/** The first instance, in the model's order, that is enabled in a state and breaks a property of steps. */
export function stepThatBreaks(machine: Machine, property: Property, state: unknown): Instance {
  for (const instance of machine.instances) {
    if (blockedBy(instance, state) !== null) continue;
    const after = stepTo(machine.model.state, instance, state);
    const steps = [
      { instance: null, state },
      { instance, state: after },
    ];
    if (breaksAtEnd(property, steps)) return instance;
  }
  throw new EngineError(`no step breaks ${property.name} where the search saw one that does`);
}

/** The first initial state, in the model's order, that is stored with this number. */
function initialState(machine: Machine, store: StateStore, root: number): unknown {
  const { state: schema, initial } = machine.model;
  for (const state of initial) {
    put(machine, state);
    if (isStored(machine, store, root)) return canonical(schema, state);
  }
  throw new EngineError(`state ${root} is not an initial state`);
}

/** The first of the instances that leads from a state to a stored one. */
function stepTowards(
  machine: Machine,
  store: StateStore,
  from: unknown,
  to: number,
  instances: readonly Instance[],
): Instance {
  put(machine, from);
  for (const instance of instances) {
    const { action, parameters } = instance;
    if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) continue;
    action.effect(machine.view, parameters);
    const found = isStored(machine, store, to);
    machine.restore();
    if (found) return instance;
  }
  throw new EngineError(`no action leads to state ${to} from its predecessor`);
}

/** Loads a plain state. */
function put(machine: Machine, state: unknown): void {
  machine.loadSlots(slotsOf(machine.model.state, state));
}

/** Whether the state in the slots is the one stored with this number. */
function isStored(machine: Machine, store: StateStore, index: number): boolean {
  const { words } = machine.layout;
  const packed = new Int32Array(words);
  machine.pack(packed, 0);
  return store.code.equal(packed, 0, segmentOf(store, index), offsetOf(store, index));
}
