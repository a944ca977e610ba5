/** A model: a transition system over packed states, and what is claimed of it. */
import { isScalar, largestCode } from '../schema/domain.ts';
import type { RecordSchema } from '../schema/kinds.ts';
import { checkSchema } from '../schema/layout.ts';
import type { Value } from '../schema/value.ts';
import type { Action } from './action.ts';
import { ModelError } from './errors.ts';
import { unknownPart } from './parts.ts';
import { DEADLOCK, KINDS, type Property } from './property.ts';
import type { Rules } from './switches.ts';

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

const PARTS: readonly (keyof Model)[] = [
  'name',
  'state',
  'initial',
  'actions',
  'properties',
  'deadlock',
  'rules',
];
const PARTS_OF_PROPERTY = ['kind', 'name', 'claim', 'holds', 'because'];

/** Every instance of an action is tried in every state. */
const MOST_INSTANCES = 2 ** 20;

/**
 * Defines a model.
 * @throws ModelError when it has no initial state, two actions or properties of one name, a part that is unknown, a property
 * without a claim or a function, or an action with more instances than can be tried.
 * @throws SchemaError when a parameter's domain is unbounded or empty.
 */
export function defineModel<S extends RecordSchema>(definition: ModelDefinition<S>): Model {
  const { name, properties = [] } = definition;
  const unknown = unknownPart(definition, PARTS);
  if (unknown !== null) throw new ModelError(`model ${name} ${unknown}`);
  if (!Array.isArray(definition.initial))
    throw new ModelError(`the initial states of model ${name} must be an array: [state]`);
  if (definition.initial.length === 0) throw new ModelError(`model ${name} has no initial state`);
  if (definition.deadlock !== 'allowed' && definition.deadlock !== 'forbidden')
    throw new ModelError(`deadlock of model ${name} must be 'allowed' or 'forbidden'`);
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
  for (const action of definition.actions) checkParameters(action);
  for (const property of properties) checkProperty(name, property);
  return { ...definition, properties };
}

/** What a type checker would refuse, for those who write without one. */
function checkProperty(model: string, property: Property): void {
  const {
    kind,
    name,
    claim,
    holds,
    because,
  }: Readonly<Record<keyof Property | 'because', unknown>> = { because: undefined, ...property };
  if (!KINDS.some((known) => known === kind))
    throw new ModelError(
      `property ${name} of model ${model} is of kind ${kind}; there are ${KINDS.join(', ')}`,
    );
  if (name === DEADLOCK)
    throw new ModelError(
      `model ${model} has a property called ${name}, which stands for states in which nothing is enabled`,
    );
  if (typeof claim !== 'string')
    throw new ModelError(`property ${name} of model ${model} must say what it claims, as a string`);
  if (typeof holds !== 'function')
    throw new ModelError(`property ${name} of model ${model} must have a function 'holds'`);
  if (because !== undefined && typeof because !== 'function')
    throw new ModelError(`'because' of property ${name} of model ${model} must be a function`);
  const unknown = unknownPart(property, PARTS_OF_PROPERTY);
  if (unknown !== null) throw new ModelError(`property ${name} of model ${model} ${unknown}`);
}

function checkParameters({ name, parameters }: Action): void {
  let instances = 1;
  for (const [parameter, domain] of Object.entries(parameters)) {
    if (parameter === '__proto__')
      throw new ModelError(`${name}: a parameter cannot be called ${parameter}`);
    checkSchema(domain, `parameter ${parameter} of ${name}`);
    if (!isScalar(domain))
      throw new ModelError(
        `parameter ${parameter} of ${name}: a parameter takes a number, a name, a boolean or a set`,
      );
    instances *= largestCode(domain) + 1;
  }
  if (instances > MOST_INSTANCES)
    throw new ModelError(
      `${name} has ${instances} instances, more than the ${MOST_INSTANCES} that can be tried in ` +
        'every state: give it fewer parameters, or smaller ones',
    );
}

function refuseTwice(model: string, what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ModelError(`model ${model} has two ${what} called ${twice}`);
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
