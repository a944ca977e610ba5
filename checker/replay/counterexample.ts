/** A counterexample as it is stored: plain JSON, so that a later version of the model can replay it. */

import { type Json, toJson } from '../schema/json.ts';
import type { Schema } from '../schema/kinds.ts';
import type { Finding, TraceStep } from '../search/outcome.ts';
import type { Constants } from '../system/constants.ts';
import type { Instance } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { DEADLOCK } from '../system/property.ts';

/** Raised whenever a file written before could be misread. */
export const COUNTEREXAMPLE_FORMAT = 1;

export const DEADLOCK_CLAIM = 'in every reachable state some action is enabled';

export interface ActionJson {
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
}

export interface StepJson {
  /** Its position; the initial state is 0. */
  readonly step: number;
  /** Null for the initial state. */
  readonly action: ActionJson | null;
  /** The state after the step. */
  readonly state: Json;
}

export interface Counterexample {
  readonly format: typeof COUNTEREXAMPLE_FORMAT;
  readonly spec: string;
  readonly model: string;
  readonly constants: Constants;
  /** What breaks at the end: a property's name, or `deadlock`. */
  readonly property: string;
  readonly claim: string;
  /** Why it breaks there, with the values, where the property can say. */
  readonly because: string | null;
  readonly steps: readonly StepJson[];
}

/** Where a finding comes from: the spec's name, the constants it ran at and the model they gave. */
export interface Origin {
  readonly spec: string;
  readonly constants: Constants;
  readonly model: Model;
}

/** A finding in the form in which it is stored. */
export function counterexampleOf(origin: Origin, finding: Finding): Counterexample {
  const { spec, constants, model } = origin;
  const broken =
    finding.kind === 'deadlock'
      ? { property: DEADLOCK, claim: DEADLOCK_CLAIM, because: null }
      : {
          property: finding.property.name,
          claim: finding.property.claim,
          because: finding.because,
        };
  return {
    format: COUNTEREXAMPLE_FORMAT,
    spec,
    model: model.name,
    constants,
    ...broken,
    steps: stepsToJson(model, finding.trace),
  };
}

/** A trace as JSON. */
export function stepsToJson(model: Model, trace: readonly TraceStep[]): StepJson[] {
  return trace.map(({ instance, state }, step) => ({
    step,
    action: instance === null ? null : actionToJson(instance),
    state: toJson<Schema>(model.state, state),
  }));
}

/** An action with its parameters as JSON. */
export function actionToJson({ action, parameters }: Instance): ActionJson {
  return {
    name: action.name,
    params: Object.fromEntries(
      Object.entries(action.parameters).map(([name, schema]) => [
        name,
        toJson<Schema>(schema, parameters[name]),
      ]),
    ),
  };
}
