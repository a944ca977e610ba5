/**
 * Takes the actions of a counterexample under the rules of another spec of its model: what prevents an old bug there, or that
 * nothing does. Which states they lead to is not compared with the recorded ones, but where they first differ is said.
 */
import type { Schema } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import type { Difference } from '../schema/text.ts';
import type { Finding, TraceStep } from '../search/outcome.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { blockedBy, canonical } from '../system/step.ts';
import { type Compare, comparing, comparingCommon } from './compare.ts';
import type { Counterexample, StepJson } from './counterexample.ts';
import { CounterexampleError } from './read.ts';
import { judgeEnd, type Mismatch, takeStep } from './replay.ts';

/** The first action that leads to another state than the recorded one, in a part that was the same before the first action. */
export interface Parting {
  readonly step: number;
  readonly difference: Difference;
}

export interface Alternative {
  readonly instance: Instance;
  /** The parameter in which it differs. */
  readonly parameter: string;
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
      readonly instead: Alternative | null;
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
  const compare = comparingAsFarAs(model, steps);
  const start = startOf(model, initial, compare);
  const trace: TraceStep[] = [{ instance: null, state: start }];
  const apart = new Set(compare(initial, start)?.map(({ path }) => path));
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
    const difference = compare(recorded, next.state)?.find(({ path }) => !apart.has(path));
    if (difference !== undefined) parting ??= { step, difference };
  }
  const ending = judgeEnd(model, property, trace);
  const step = taken.length;
  return 'trace' in ending
    ? { kind: 'breaks', step, parting, finding: ending }
    : { kind: 'prevented', step, mismatch: ending, instead: null, trace, parting };
}

/** All of the states, or what they have in common where a recorded one is no state of the model as it is. */
function comparingAsFarAs(model: Model, steps: readonly StepJson[]): Compare {
  try {
    return comparing(model, steps);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return comparingCommon(model);
  }
}

/** The initial state that the recorded one is, or has become. */
function startOf(model: Model, recorded: StepJson, compare: Compare): unknown {
  const initial = model.initial.map((state) => canonical(model.state, state));
  const same = initial.find((state) => compare(recorded, state) === null);
  if (same !== undefined) return same;
  if (initial.length === 1) return initial[0];
  throw new CounterexampleError(`it starts in none of the ${initial.length} initial states there`);
}

function insteadOf(mismatch: Mismatch, before: unknown): Alternative | null {
  if (mismatch.kind !== 'blocked') return null;
  const { action, parameters } = mismatch.instance;
  const alternatives = instancesOf(action).flatMap((instance) => {
    const changed = Object.keys(action.parameters).filter(
      (name) => instance.parameters[name] !== parameters[name],
    );
    const [parameter] = changed;
    if (parameter === undefined || changed.length > 1) return [];
    if (isIndividual(action.parameters[parameter] as Schema)) return [];
    return blockedBy(instance, before) === null ? [{ instance, parameter }] : [];
  });
  return alternatives.length === 1 ? (alternatives[0] as Alternative) : null;
}

function isIndividual(schema: Schema): boolean {
  return schema.kind === 'optional' ? isIndividual(schema.inner) : schema.kind === 'identity';
}
