/**
 * Traces: rebuilt from the store's parents, then executed again the plain way, on frozen states under
 * immer. What the search claims is shown only if the plain way agrees.
 */

import { readSlots } from '../schema/plain.ts';
import { offsetOf, parentOf, type StateStore, segmentOf } from '../store/store.ts';
import type { Instance } from '../system/instances.ts';
import type { Property, Step, StepProperty } from '../system/property.ts';
import { blockedBy, canonical, slotsOf, stepTo } from '../system/step.ts';
import { strictly } from '../system/strict.ts';
import { answered, faultBecause, faultOf, IMPURE_HINT, ModelFault } from './fault.ts';
import type { Machine } from './machine.ts';
import type { TraceStep } from './outcome.ts';

/** What the search has found is not so when it is executed again, and the model was not caught in giving two answers. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(message: string) {
    super(
      `what was found is not so when it is executed again: ${message}. Either the model is not a pure function ` +
        `of its state, or this is a bug in the checker. ${IMPURE_HINT}`,
    );
  }
}

/** An initial state of the model, by its number, and the numbers of the instances taken from there. */
export interface Path {
  readonly start: number;
  readonly steps: readonly number[];
}

/**
 * The path by which a stored state was found, which is loaded then. With symmetry the stored states have had their individuals renamed;
 * the path is one that the model can really take, and ends in a state that is the stored one but for names.
 * @param isFirst of the instances that lead from a state to the next, these come before the others
 */
export function pathTo(
  machine: Machine,
  store: StateStore,
  index: number,
  isFirst: (instance: Instance) => boolean = () => true,
): Path {
  const [root = index, ...rest] = numbersTo(store, index);
  const start = initialState(machine, store, root);
  put(machine, machine.model.initial[start]);
  const rank = (nth: number): number => (isFirst(machine.instances[nth] as Instance) ? 0 : 1);
  const tried = [...machine.instances.keys()].sort((a, b) => rank(a) - rank(b));
  return { start, steps: rest.map((child) => stepTowards(machine, store, child, tried)) };
}

/** The numbers of the states by which a stored state was found, and its own. */
function numbersTo(store: StateStore, index: number): number[] {
  const numbers: number[] = [];
  for (let at = index; at !== -1; at = parentOf(store, at)) numbers.push(at);
  return numbers.reverse();
}

/**
 * A path executed again the plain way, under immer.
 * @throws EngineError when a step is blocked there.
 */
export function traceAlong(machine: Machine, { start, steps }: Path): TraceStep[] {
  const { state: schema, initial } = machine.model;
  const trace: TraceStep[] = [{ instance: null, state: canonical(schema, initial[start]) }];
  for (const step of steps) extendTrace(machine, trace, machine.instances[step] as Instance);
  return trace;
}

/**
 * The same for the path to a stored state.
 * @throws EngineError when it leads elsewhere there.
 */
export function traceTo(
  machine: Machine,
  store: StateStore,
  index: number,
  isFirst?: (instance: Instance) => boolean,
): TraceStep[] {
  const trace = traceAlong(machine, pathTo(machine, store, index, isFirst));
  for (const [nth, child] of numbersTo(store, index).entries()) {
    const { instance = null, state } = trace[nth] as TraceStep;
    put(machine, state);
    if (!isStored(machine, store, child))
      throw new EngineError(
        `state ${child} is not what ${instance?.action.name ?? 'the start'} leads to under immer`,
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

/**
 * Says why a property does not hold at the end of a trace.
 * @throws EngineError where it does hold there, ModelFault where it, or its reason, cannot be had from what a state has.
 */
export function explain(property: Property, trace: readonly TraceStep[]): string | null {
  const end = endOf(trace);
  const named = `property ${property.name}`;
  const isBroken = asking(named, () => breaks(property, end));
  if (!isBroken)
    throw new EngineError(`${property.name} holds under immer where the search saw it violated`);
  return reasonAtEnd(property, trace);
}

/**
 * What a property says of the end of a trace, where it is known to be violated.
 * @throws ModelFault where that cannot be had from what a state has.
 */
export function reasonAtEnd(property: Property, trace: readonly TraceStep[]): string | null {
  const doing = `property ${property.name}, asked why it breaks,`;
  const because = asking(doing, () => reasonOf(property, endOf(trace)));
  if (because === null || typeof because === 'string') return because;
  throw new ModelFault(faultBecause(`${doing} answers with no text: ${typeof because}`, null));
}

/**
 * Whether the last state, or the last step, of a trace violates the property.
 * @throws whatever the property throws.
 */
export function breaksAtEnd(property: Property, trace: readonly TraceStep[]): boolean {
  return breaks(property, endOf(trace));
}

/** What properties are asked about, on data that refuses fields which are not there: else they read as undefined. */
interface End {
  readonly before: unknown;
  readonly after: unknown;
  /** Null at an initial state. */
  readonly step: Step | null;
}

function endOf(trace: readonly TraceStep[]): End {
  const last = trace.at(-1);
  if (last === undefined) throw new EngineError('an empty trace');
  const { instance, state } = last;
  const step =
    instance === null ? null : { name: instance.action.name, parameters: instance.parameters };
  return { before: strictly(trace.at(-2)?.state), after: strictly(state), step };
}

function breaks(property: Property, { before, after, step }: End): boolean {
  if (property.kind === 'always') return !answered(property.holds(after), property.name, null);
  if (property.kind !== 'step' || step === null) return false;
  return !answered(property.holds(before, after, step), property.name, null);
}

function reasonOf(property: Property, { before, after, step }: End): unknown {
  if (property.kind === 'always' || property.kind === 'recoverable')
    return property.because?.(after) ?? null;
  if (property.kind !== 'step' || step === null) return null;
  return property.because?.(before, after, step) ?? null;
}

function asking<Answer>(doing: string, ask: () => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    throw error instanceof ModelFault ? error : new ModelFault(faultOf(error, doing, null));
  }
}

/** @throws EngineError when something is enabled at the end of a trace to a deadlock. */
export function expectDeadlock({ instances }: Machine, trace: readonly TraceStep[]): void {
  const state = trace.at(-1)?.state;
  const enabled = instances.find((instance) => blockedBy(instance, state) === null);
  if (enabled !== undefined)
    throw new EngineError(`${enabled.action.name} is enabled in a deadlock under immer`);
}

/** The number of the first instance that is enabled in the loaded state and breaks a property of steps. */
export function stepThatBreaks(machine: Machine, property: StepProperty): number {
  const breaks = ({ action, parameters }: Instance): boolean => {
    if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) return false;
    action.effect(machine.view, parameters);
    machine.tidy();
    const step = { name: action.name, parameters };
    const holds = property.holds(machine.loadedView, machine.view, step);
    machine.restore();
    return !holds;
  };
  const nth = machine.instances.findIndex(breaks);
  if (nth !== -1) return nth;
  throw new EngineError(`no step breaks ${property.name} where the search saw one that does`);
}

/** The number of the first initial state that is stored with this number. */
function initialState(machine: Machine, store: StateStore, root: number): number {
  const start = machine.model.initial.findIndex((state) => {
    put(machine, state);
    return isStored(machine, store, root);
  });
  if (start === -1) throw new EngineError(`state ${root} is not an initial state`);
  return start;
}

/** The first of the instances that leads from the loaded state to a stored one, which is then loaded. */
function stepTowards(
  machine: Machine,
  store: StateStore,
  to: number,
  instances: readonly number[],
): number {
  for (const nth of instances) {
    const { action, parameters } = machine.instances[nth] as Instance;
    if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) continue;
    action.effect(machine.view, parameters);
    const reached = readSlots(machine.model.state, machine.slots);
    const isIt = isStored(machine, store, to);
    if (isIt) put(machine, reached);
    else machine.restore();
    if (isIt) return nth;
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
