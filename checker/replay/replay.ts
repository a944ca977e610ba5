/** Executes a stored counterexample again, step by step, and says where the model no longer agrees. */
import { lossAtEnd } from '../recovery/beyond.ts';
import { fromJson } from '../schema/json.ts';
import { record, type Schema } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import type { Difference } from '../schema/text.ts';
import type { Finding, TraceStep } from '../search/outcome.ts';
import { breaksAtEnd, explain } from '../search/trace.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { DEADLOCK, type Property } from '../system/property.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { type Compare, comparing, comparingCommon } from './compare.ts';
import type { Counterexample, StepJson } from './counterexample.ts';
import { type Reshaped, reshapedSince } from './shape.ts';

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
  /** There is too much beyond the end to say that a property is lost there. */
  | { readonly kind: 'unproven'; readonly property: Property }
  /** What is to be recoverable is not asked for at the end. */
  | { readonly kind: 'exempt'; readonly property: Property }
  | { readonly kind: 'no-claim'; readonly property: Property }
  | { readonly kind: 'enabled'; readonly instance: Instance }
  | { readonly kind: 'deadlock-allowed' };

/** How a replay ended. */
type Ending =
  | { readonly kind: 'breaks'; readonly finding: Finding }
  | {
      readonly kind: 'differs';
      /** The step at which it does. */
      readonly step: number;
      readonly mismatch: Mismatch;
      /** The steps before it, which still go as recorded. */
      readonly trace: readonly TraceStep[];
    };

/** `reshaped`: the states were recorded with other fields, so that only those are compared which both have. */
export type Replay = Ending & { readonly reshaped: Reshaped | null };

/**
 * Replays a counterexample on a model built with its constants. Where the fields of the state have changed since, its steps
 * are taken from each initial state that agrees in the other fields, and must lead where they led, in those.
 * @throws DomainError when a recorded state or parameter is outside its domain; it has the path.
 */
export function replay(model: Model, counterexample: Counterexample): Replay {
  const { property: name, steps } = counterexample;
  const states = steps.map(({ state }) => state);
  const reshaped = reshapedSince(model.state, states);
  const fails = (mismatch: Mismatch): Replay => ({ ...differs(0, mismatch), reshaped });
  if (model.name !== counterexample.model)
    return fails({ kind: 'model', recorded: counterexample.model, found: model.name });
  const property = model.properties.find((one) => one.name === name) ?? null;
  if (property === null && name !== DEADLOCK)
    return fails({ kind: 'unknown-property', property: name });
  const compare = reshaped === null ? comparing(model, steps) : comparingCommon(model);
  const starts = startsOf(model, steps[0] as StepJson, compare);
  if ('kind' in starts) return fails(starts);
  const endings = starts.map((start) =>
    replayFrom(model, property, start, steps.slice(1), compare),
  );
  const ending = endings.find(({ kind }) => kind === 'breaks') ?? (endings[0] as Ending);
  return { ...ending, reshaped };
}

function differs(step: number, mismatch: Mismatch, trace: readonly TraceStep[] = []): Ending {
  return { kind: 'differs', step, mismatch, trace };
}

/** The initial states that the recorded one can be. */
function startsOf(model: Model, step: StepJson, compare: Compare): readonly unknown[] | Mismatch {
  const initial = model.initial.map((state) => canonical(model.state, state));
  const starts = initial.filter((state) => compare(step, state) === null);
  if (starts.length > 0) return starts;
  const only = initial.length === 1 ? compare(step, initial[0]) : null;
  return { kind: 'initial-state', difference: only?.[0] ?? null };
}

function replayFrom(
  model: Model,
  property: Property | null,
  start: unknown,
  steps: readonly StepJson[],
  compare: Compare,
): Ending {
  const trace: TraceStep[] = [{ instance: null, state: start }];
  for (const step of steps) {
    const next = takeStep(model, step, trace.at(-1)?.state);
    if ('kind' in next) return differs(step.step, next, trace);
    const wrong = compare(step, next.state);
    if (wrong !== null) {
      const difference = wrong[0] ?? null;
      return differs(step.step, { kind: 'state', instance: next.instance, difference }, trace);
    }
    trace.push(next);
  }
  const ending = judgeEnd(model, property, trace);
  return 'trace' in ending
    ? { kind: 'breaks', finding: ending }
    : differs(trace.length - 1, ending, trace);
}

/**
 * One recorded step as the model takes it from a state, or what is in its way.
 * @throws DomainError when a parameter is outside its domain; it has the path.
 */
export function takeStep(
  model: Model,
  { step, action: taken }: StepJson,
  before: unknown,
): { readonly instance: Instance; readonly state: unknown } | Mismatch {
  if (taken === null) return { kind: 'initial-state', difference: null };
  const action = model.actions.find(({ name }) => name === taken.name);
  if (action === undefined) return { kind: 'unknown-action', action: taken.name };
  const path = `steps[${step}].action.params`;
  const parameters = fromJson<Schema>(record(action.parameters), taken.params, path);
  const instance = { action, parameters: parameters as Instance['parameters'] };
  const condition = blockedBy(instance, before);
  if (condition !== null) return { kind: 'blocked', instance, condition };
  const after = stateAfter(model, instance, before);
  if ('message' in after) return { kind: 'effect', instance, message: after.message };
  return { instance, state: after.state };
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

/** The finding that a trace is, of a property or, with none, a deadlock; or why it is none. */
export function judgeEnd(
  model: Model,
  property: Property | null,
  trace: readonly TraceStep[],
): Finding | Mismatch {
  if (property !== null) {
    const { kind } = property;
    if (kind === 'sometimes' || kind === 'sometimes-step') return { kind: 'no-claim', property };
    if (property.kind === 'recoverable') {
      const loss = lossAtEnd(model, property, trace);
      if (loss.kind === 'exempt') return { kind: 'exempt', property };
      if (loss.kind === 'recovers') return { kind: 'holds', property };
      return loss.proven ? loss.finding : { kind: 'unproven', property };
    }
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
