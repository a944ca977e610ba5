/** Compares recorded states of a counterexample with those that a model has now. */
import { fromJson, toJson } from '../schema/json.ts';
import type { Schema } from '../schema/kinds.ts';
import { type Difference, differences } from '../schema/text.ts';
import type { Model } from '../system/model.ts';
import { canonical, slotsOf } from '../system/step.ts';
import type { StepJson } from './counterexample.ts';
import { disagreements } from './shape.ts';

/**
 * Where a state differs from the recorded one: null where they are the same, as far as they can be compared; empty where they are
 * not and no difference shows, as the schema's own text leaves something out.
 */
export type Compare = (step: StepJson, found: unknown) => readonly Difference[] | null;

/** All of both states. @throws DomainError when a recorded one is outside its domain. */
export function comparing({ state: schema }: Model, steps: readonly StepJson[]): Compare {
  const recorded = steps.map(({ step, state }) =>
    canonical(schema, fromJson<Schema>(schema, state, `steps[${step}].state`)),
  );
  const slots = recorded.map((state) => slotsOf(schema, state));
  return ({ step }, found) => {
    const now = slotsOf(schema, found);
    if (slots[step]?.every((code, slot) => code === now[slot]) === true) return null;
    return differences<Schema>(schema, recorded[step], found);
  };
}

/** What both states have. */
export function comparingCommon({ state: schema }: Model): Compare {
  return ({ state: recorded }, found) => {
    const apart = disagreements(recorded, toJson<Schema>(schema, found));
    return apart.length === 0 ? null : apart;
  };
}
