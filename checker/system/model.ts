/** A model: a transition system over packed states, and what is claimed of it. */
import type { RecordSchema } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';
import type { Action } from './action.ts';
import { ModelError } from './errors.ts';
import type { Property } from './property.ts';
import type { Rules } from './switches.ts';
import { checkModel } from './wellFormed.ts';

/** A model as the engine sees it, with the type of its state erased. */
export interface Model {
  readonly name: string;
  readonly state: RecordSchema;
  readonly initial: readonly unknown[];
  /** In the order that breaks ties between equally short counterexamples. */
  readonly actions: readonly Action[];
  readonly properties: readonly Property[];
  /** Whether a state in which no action is enabled is an error. */
  readonly deadlock: 'allowed' | 'forbidden';
  /** What history changed, as this model has it: for people to read. */
  readonly rules?: Rules;
}

export interface ModelDefinition<S extends RecordSchema> {
  readonly name: string;
  readonly state: S;
  readonly initial: readonly Value<S>[];
  readonly actions: readonly Action[];
  readonly properties?: readonly Property[];
  readonly deadlock: 'allowed' | 'forbidden';
  readonly rules?: Rules;
}

/**
 * Defines a model.
 * @throws ModelError and SchemaError as `checkModel`.
 */
export function defineModel<S extends RecordSchema>(definition: ModelDefinition<S>): Model {
  const model = { ...definition, properties: definition.properties ?? [] };
  checkModel(model);
  return model;
}

/**
 * The same model with only these of its properties: for a spec that makes one claim.
 * @throws ModelError for a name that is no property of the model.
 */
export function judging(model: Model, ...names: readonly string[]): Model {
  const known = model.properties.map((property) => property.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ModelError(`${model.name} has no property ${unknown}; it has ${known.join(', ')}`);
  return { ...model, properties: model.properties.filter(({ name }) => names.includes(name)) };
}
