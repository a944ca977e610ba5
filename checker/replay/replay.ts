/** Executes a stored counterexample again, step by step, and says where the model no longer agrees. */
import { fromJson } from '../schema/json.ts';
import { type RecordSchema, record, type Schema } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import { type Difference, differences } from '../schema/text.ts';
import type { Finding, TraceStep } from '../search/outcome.ts';
import { breaksAtEnd, explain } from '../search/trace.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { DEADLOCK, type Property } from '../system/property.ts';
import { blockedBy, canonical, slotsOf, stepTo } from '../system/step.ts';
import type { Counterexample, StepJson } from './counterexample.ts';

/** What the model has changed in, seen from a counterexample found before the change. */
export type Mismatch =
  | { readonly kind: 'model'; readonly recorded: string; readonly found: string }
  | { readonly kind: 'unknown-property'; readonly property: string }
  | { readonly kind: 'initial-state'; readonly difference: Difference | null }
  | { readonly kind: 'unknown-action'; readonly action: string }
  | { readonly kind: 'blocked'; readonly instance: Instance; readonly condition: string }
  | { readonly kind: 'effect'; readonly instance: Instance; readonly message: string }
  | { readonly kind: 'state'; readonly instance: Instance; readonly difference: Difference | null }
  | { readonly kind: 'holds'; readonly property: Property }
  | { readonly kind: 'no-claim'; readonly property: Property }
  | { readonly kind: 'enabled'; readonly instance: Instance }
  | { readonly kind: 'deadlock-allowed' };

export type Replay =
  | { readonly kind: 'breaks'; readonly finding: Finding }
  | {
      readonly kind: 'differs';
      /** The step at which it does. */
      readonly step: number;
      readonly mismatch: Mismatch;
      /** The steps before it, which still go as recorded. */
      readonly trace: readonly TraceStep[];
    };

/**
 * Replays a counterexample on a model built with its constants.
 * @throws DomainError when a recorded state or parameter is outside its domain; it has the path.
 */
export function replay(model: Model, counterexample: Counterexample): Replay {
  const { property: name, steps } = counterexample;
  const differs = (step: number, mismatch: Mismatch, trace: readonly TraceStep[] = []): Replay => ({
    kind: 'differs',
    step,
    mismatch,
    trace,
  });
  if (model.name !== counterexample.model)
    return differs(0, { kind: 'model', recorded: counterexample.model, found: model.name });
  const property = model.properties.find((one) => one.name === name) ?? null;
  if (property === null && name !== DEADLOCK)
    return differs(0, { kind: 'unknown-property', property: name });
  const recorded = steps.map((step) => stateOf(model.state, step));
  const trace: TraceStep[] = [];
  for (const [index, step] of steps.entries()) {
    const next = replayStep(model, step, recorded[index], trace.at(-1)?.state);
    if ('kind' in next) return differs(index, next, trace);
    trace.push(next);
  }
  const ending = judgeEnd(model, property, trace);
  return 'trace' in ending
    ? { kind: 'breaks', finding: ending }
    : differs(trace.length - 1, ending, trace);
}

function stateOf(schema: RecordSchema, { step, state }: StepJson): unknown {
  return canonical(schema, fromJson(schema, state, `steps[${step}].state`));
}

/** One step, or what is in its way. */
function replayStep(
  model: Model,
  { step, action: taken }: StepJson,
  recorded: unknown,
  before: unknown,
): TraceStep | Mismatch {
  if (taken === null) {
    if (before !== undefined) return { kind: 'initial-state', difference: null };
    const initial = model.initial.map((state) => canonical(model.state, state));
    if (initial.some((state) => same(model, recorded, state)))
      return { instance: null, state: recorded };
    const only = initial.length === 1 ? firstDifference(model, recorded, initial[0]) : null;
    return { kind: 'initial-state', difference: only };
  }
  const action = model.actions.find(({ name }) => name === taken.name);
  if (action === undefined) return { kind: 'unknown-action', action: taken.name };
  const path = `steps[${step}].action.params`;
  const parameters = fromJson<Schema>(record(action.parameters), taken.params, path);
  const instance = { action, parameters: parameters as Instance['parameters'] };
  const condition = blockedBy(instance, before);
  if (condition !== null) return { kind: 'blocked', instance, condition };
  const state = stateAfter(model, instance, before);
  if ('message' in state) return { kind: 'effect', instance, message: state.message };
  if (!same(model, recorded, state.state))
    return { kind: 'state', instance, difference: firstDifference(model, recorded, state.state) };
  return { instance, state: state.state };
}

function same({ state: schema }: Model, a: unknown, b: unknown): boolean {
  const slots = slotsOf(schema, b);
  return slotsOf(schema, a).every((code, slot) => code === slots[slot]);
}

/** The first difference that shows; none does where the schema's own text leaves something out. */
function firstDifference({ state: schema }: Model, a: unknown, b: unknown): Difference | null {
  return differences<Schema>(schema, a, b)[0] ?? null;
}

function stateAfter(
  model: Model,
  instance: Instance,
  before: unknown,
): { readonly state: unknown } | { readonly message: string } {
  try {
    return { state: stepTo(model.state, instance, before) };
  } catch (error) {
    if (error instanceof DomainError) return { message: error.message };
    throw error;
  }
}

/** The finding that the trace still is, or why it is none. */
function judgeEnd(
  model: Model,
  property: Property | null,
  trace: readonly TraceStep[],
): Finding | Mismatch {
  if (property !== null) {
    const { kind } = property;
    if (kind === 'sometimes' || kind === 'sometimes-step') return { kind: 'no-claim', property };
    if (!breaksAtEnd(property, trace)) return { kind: 'holds', property };
    return { kind: 'violated', property, because: explain(property, trace), trace };
  }
  const last = trace.at(-1)?.state;
  const enabled = model.actions
    .flatMap(instancesOf)
    .find((instance) => blockedBy(instance, last) === null);
  if (enabled !== undefined) return { kind: 'enabled', instance: enabled };
  return model.deadlock === 'allowed' ? { kind: 'deadlock-allowed' } : { kind: 'deadlock', trace };
}
