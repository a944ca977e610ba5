/** A model: a transition system over packed states, and what is claimed of it. */
import type { RecordSchema } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';
import type { Action } from './action.ts';
import type { Property } from './property.ts';

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
}

export interface ModelDefinition<S extends RecordSchema> {
  readonly name: string;
  readonly state: S;
  readonly initial: readonly Value<S>[];
  readonly actions: readonly Action[];
  readonly properties?: readonly Property[];
  readonly deadlock: 'allowed' | 'forbidden';
}

/** Thrown for a model that is not well-formed, before any state is visited. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/**
 * Defines a model.
 * @throws ModelError when it has no initial state, or two actions or properties of one name.
 */
export function defineModel<S extends RecordSchema>(definition: ModelDefinition<S>): Model {
  const { name, properties = [] } = definition;
  if (definition.initial.length === 0) throw new ModelError(`model ${name} has no initial state`);
  refuseTwice(
    name,
    'actions',
    definition.actions.map((action) => action.name),
  );
  refuseTwice(
    name,
    'properties',
    properties.map((property) => property.name),
  );
  return { ...definition, properties };
}

function refuseTwice(model: string, what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ModelError(`model ${model} has two ${what} called ${twice}`);
}
