/**
 * Takes the actions of a counterexample under the rules of another spec of its model: what prevents an old bug there, or that
 * nothing does. Which states they lead to is not compared with the recorded ones, but where they first differ is said.
 */
import { fromJson, toJson } from '../schema/json.ts';
import type { Schema } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import { type Difference, differences } from '../schema/text.ts';
import type { Finding, TraceStep } from '../search/outcome.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { blockedBy, canonical } from '../system/step.ts';
import type { Counterexample, StepJson } from './counterexample.ts';
import { CounterexampleError } from './read.ts';
import { judgeEnd, type Mismatch, takeStep } from './replay.ts';
import { disagreement } from './shape.ts';

/** The first action that leads to another state than the recorded one, in a part that was the same before the first action. */
export interface Parting {
  readonly step: number;
  readonly difference: Difference;
}

export type Followed = {
  /** The last step that was taken, or the one that was not. */
  readonly step: number;
  readonly parting: Parting | null;
} & (
  | { readonly kind: 'breaks'; readonly finding: Finding }
  | {
      readonly kind: 'prevented';
      readonly mismatch: Mismatch;
      /**
       * Of a blocked action, the only instance that is enabled and differs in one parameter which is no individual: an answer that
       * is recorded as a parameter may be another there.
       */
      readonly instead: Instance | null;
      readonly trace: readonly TraceStep[];
    }
);

/**
 * Takes the actions for as long as they can be, or until the property breaks.
 * @param property the one to judge; null for a deadlock
 * @throws CounterexampleError where the rules have no such action or initial state, so that nothing follows
 * @throws DomainError when a parameter is outside its domain; it has the path
 */
export function followActions(
  model: Model,
  property: Property | null,
  { steps }: Counterexample,
): Followed {
  const [initial, ...taken] = steps as readonly [StepJson, ...StepJson[]];
  const start = startOf(model, initial);
  const trace: TraceStep[] = [{ instance: null, state: start }];
  const apart = new Set(differencesAt(model, initial, start).map(({ path }) => path));
  let parting: Parting | null = null;
  for (const recorded of taken) {
    const { step } = recorded;
    const already = judgeEnd(model, property, trace);
    if ('trace' in already) return { kind: 'breaks', step: step - 1, parting, finding: already };
    const next = takeStep(model, recorded, trace.at(-1)?.state);
    if ('kind' in next) {
      if (next.kind === 'unknown-action')
        throw new CounterexampleError(`step ${step} is '${next.action}', which is no action there`);
      const instead = insteadOf(next, trace.at(-1)?.state);
      return { kind: 'prevented', step, mismatch: next, instead, trace, parting };
    }
    trace.push(next);
    const difference = differencesAt(model, recorded, next.state).find(
      (one) => !apart.has(one.path),
    );
    if (difference !== undefined) parting ??= { step, difference };
  }
  const ending = judgeEnd(model, property, trace);
  const step = taken.length;
  return 'trace' in ending
    ? { kind: 'breaks', step, parting, finding: ending }
    : { kind: 'prevented', step, mismatch: ending, instead: null, trace, parting };
}

/** The initial state that the recorded one is, or has become. */
function startOf(model: Model, recorded: StepJson): unknown {
  const initial = model.initial.map((state) => canonical(model.state, state));
  const same = initial.find((state) => differencesAt(model, recorded, state).length === 0);
  if (same !== undefined) return same;
  if (initial.length === 1) return initial[0];
  throw new CounterexampleError(`it starts in none of the ${initial.length} initial states there`);
}

/** Where a state differs from the recorded one: all places, or the first one if that is no state of the model as it is. */
function differencesAt(
  { state: schema }: Model,
  { step, state }: StepJson,
  found: unknown,
): readonly Difference[] {
  try {
    const recorded = fromJson<Schema>(schema, state, `steps[${step}].state`);
    return differences<Schema>(schema, canonical(schema, recorded), found);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const difference = disagreement(state, toJson<Schema>(schema, found));
    return difference === null ? [] : [difference];
  }
}

function insteadOf(mismatch: Mismatch, before: unknown): Instance | null {
  if (mismatch.kind !== 'blocked') return null;
  const { action, parameters } = mismatch.instance;
  const others = instancesOf(action).filter((other) => {
    const changed = Object.entries(action.parameters).filter(
      ([name]) => other.parameters[name] !== parameters[name],
    );
    const isAnswer = changed.length === 1 && changed.every(([, schema]) => !isIndividual(schema));
    return isAnswer && blockedBy(other, before) === null;
  });
  return others.length === 1 ? (others[0] as Instance) : null;
}

function isIndividual(schema: Schema): boolean {
  return schema.kind === 'optional' ? isIndividual(schema.inner) : schema.kind === 'identity';
}
