/**
 * Traces: rebuilt from the store's parents, then executed again the plain way, on frozen states under
 * immer. What the search claims is shown only if the plain way agrees.
 */
import { readSlots } from '../schema/plain.ts';
import type { Instance } from '../system/instances.ts';
import type { Property } from '../system/property.ts';
import { blockedBy, canonical, slotsOf, stepTo } from '../system/step.ts';
import { faultOf, ModelFault } from './fault.ts';
import type { Machine } from './machine.ts';
import type { TraceStep } from './outcome.ts';
import { offsetOf, parentOf, type StateStore, segmentOf } from './store.ts';

/** A bug of this engine, never of a model: please report it. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(message: string) {
    super(`this is a bug in the checker, not in the model: ${message}`);
  }
}

/** The shortest path to a stored state, executed again from its initial state. */
export function traceTo(machine: Machine, store: StateStore, index: number): TraceStep[] {
  const path: number[] = [];
  for (let at = index; at !== -1; at = parentOf(store, at)) path.push(at);
  path.reverse();
  const [root = index, ...rest] = path;
  const trace: TraceStep[] = [{ instance: null, state: plainState(machine, store, root) }];
  let parent = root;
  for (const child of rest) {
    const instance = stepBetween(machine, store, parent, child);
    const state = extendTrace(machine, trace, instance);
    if (!sameSlots(machine, state, slotsAt(machine, store, child)))
      throw new EngineError(
        `state ${child} is not what ${instance.action.name} leads to under immer`,
      );
    parent = child;
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

/** The first instance, in the model's order, that leads from one stored state to another. */
function stepBetween(machine: Machine, store: StateStore, from: number, to: number): Instance {
  const { words } = machine.layout;
  const segment = segmentOf(store, to);
  const offset = offsetOf(store, to);
  const reached = new Int32Array(words);
  machine.load(segmentOf(store, from), offsetOf(store, from));
  for (const instance of machine.instances) {
    const { action, parameters } = instance;
    if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) continue;
    action.effect(machine.view, parameters);
    machine.pack(reached, 0);
    machine.restore();
    if (reached.every((word, at) => word === segment[offset + at])) return instance;
  }
  throw new EngineError(`no action leads from state ${from} to its successor ${to}`);
}

function slotsAt(machine: Machine, store: StateStore, index: number): Int32Array {
  machine.load(segmentOf(store, index), offsetOf(store, index));
  return machine.slots;
}

function plainState(machine: Machine, store: StateStore, index: number): unknown {
  const schema = machine.model.state;
  return canonical(schema, readSlots(schema, slotsAt(machine, store, index)));
}

function sameSlots(machine: Machine, state: unknown, slots: Int32Array): boolean {
  return slotsOf(machine.model.state, state).every((code, slot) => code === slots[slot]);
}
