/**
 * What a type checker would refuse in a model, for those who write without one. A misspelt or misshapen part would be left
 * out without a word: an action without its guard, a property that nobody judges, a fault that is never taken.
 */
import { isScalar, largestCode } from '../schema/domain.ts';
import type { Schema } from '../schema/kinds.ts';
import { checkSchema } from '../schema/layout.ts';
import { nearest } from '../schema/nearest.ts';
import { isPlainObject } from '../schema/plain.ts';
import type { Action, Condition } from './action.ts';
import { ModelError } from './errors.ts';
import type { Model } from './model.ts';
import { unknownPart } from './parts.ts';
import { DEADLOCK, KINDS, type Property } from './property.ts';

/** An object of a kind, whatever its author has put there. */
type Unchecked<Kind> = { readonly [Part in keyof Kind]?: unknown };

const PARTS: readonly (keyof Model)[] = [
  'name',
  'state',
  'initial',
  'actions',
  'properties',
  'deadlock',
  'rules',
];
const PARTS_OF_ACTION: readonly (keyof Action)[] = [
  'name',
  'parameters',
  'actor',
  'fault',
  'guard',
  'effect',
];
const PARTS_OF_PROPERTY = ['kind', 'name', 'claim', 'holds', 'because'];
const PARTS_OF_RECOVERABLE = [...PARTS_OF_PROPERTY, 'unless'];

/** Every instance of an action is tried in every state; and of all actions together there are so many at most. */
const MOST_INSTANCES = 2 ** 20;
const MOST_OF_ALL = 2 ** 22;

/**
 * Checks a model that somebody has put together.
 * @throws ModelError when it has no initial state, two actions or properties of one name, a part that is unknown or of the
 * wrong kind, a property without a claim or a function, or an action with more instances than can be tried.
 * @throws SchemaError when a domain is unbounded or empty, or no kind of the schema.
 */
export function checkModel(model: Unchecked<Model>): asserts model is Model {
  const { name, state, initial, actions, properties, deadlock } = model;
  if (typeof name !== 'string') throw new ModelError('a model needs a name, a text');
  const refuse = (why: string): never => {
    throw new ModelError(`model ${name} ${why}`);
  };
  const unknown = unknownPart(model, PARTS);
  if (unknown !== null) refuse(unknown);
  if (!isPlainObject(state) || state['kind'] !== 'record')
    refuse('needs a `state`: what record({ ... }) returns');
  checkSchema(state as unknown as Model['state'], '');
  if (!Array.isArray(initial))
    throw new ModelError(`the initial states of model ${name} must be an array: [state]`);
  if (initial.length === 0) refuse('has no initial state');
  if (deadlock !== 'allowed' && deadlock !== 'forbidden')
    throw new ModelError(`deadlock of model ${name} must be 'allowed' or 'forbidden'`);
  const made = objectsIn(actions, () => refuse('needs `actions`, an array of them'));
  const claims = objectsIn(properties, () => refuse('needs `properties`, an array of them'));
  let instances = 0;
  for (const action of made) instances += checkAction(action);
  if (instances > MOST_OF_ALL)
    refuse(`has ${instances} instances of actions, more than the ${MOST_OF_ALL} that can be tried`);
  refuseTwice(name, 'actions', made);
  for (const property of claims) checkProperty(name, property);
  refuseTwice(name, 'properties', claims);
  for (const property of claims as Property[])
    checkActionNames(property, made as Action[], model.state as Model['state']);
}

function objectsIn(list: unknown, refuse: () => never): readonly { readonly name?: unknown }[] {
  if (!Array.isArray(list) || list.some((item) => typeof item !== 'object' || item === null))
    return refuse();
  return list;
}

function refuseTwice(model: string, what: string, named: readonly { name?: unknown }[]): void {
  const names = named.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ModelError(`model ${model} has two ${what} called ${twice}`);
}

/** Checks what `actionsOn` returns, or somebody has made of that. Returns how many instances it has. */
export function checkAction(action: Unchecked<Action>): number {
  const { name, parameters, actor, fault, guard, effect } = action;
  if (typeof name !== 'string')
    throw new ModelError(`an action needs a name, a text; got ${String(name)}`);
  const refuse = (why: string): never => {
    throw new ModelError(`action ${name} ${why}`);
  };
  const unknown = unknownPart(action, PARTS_OF_ACTION);
  if (unknown !== null) refuse(unknown);
  if (typeof effect !== 'function') refuse('needs an effect');
  if (typeof fault !== 'boolean')
    refuse(`has the fault ${String(fault)}; it takes true or false: \`fault: lossy === 1\``);
  if (actor !== null && typeof actor !== 'string' && typeof actor !== 'function')
    refuse('has an actor that is neither a text nor a function');
  if (!isPlainObject(parameters))
    return refuse('needs `parameters` as an object of domains by name: { leader: broker }');
  if (!Array.isArray(guard) || !guard.every(isCondition))
    refuse('needs a guard of named conditions, as actionsOn makes it of `when`');
  return countInstances(name, parameters as Action['parameters']);
}

function isCondition(condition: Unchecked<Condition> | null): boolean {
  return typeof condition?.name === 'string' && typeof condition.holds === 'function';
}

function countInstances(action: string, parameters: Action['parameters']): number {
  let instances = 1;
  for (const [parameter, domain] of Object.entries(parameters)) {
    if (parameter === '__proto__')
      throw new ModelError(`${action}: a parameter cannot be called ${parameter}`);
    checkSchema(domain, `parameter ${parameter} of ${action}`);
    if (!isScalar(domain))
      throw new ModelError(
        `parameter ${parameter} of ${action}: a parameter takes a number, a name, a boolean or a set`,
      );
    instances *= largestCode(domain) + 1;
  }
  if (instances > MOST_INSTANCES)
    throw new ModelError(
      `${action} has ${instances} instances, more than the ${MOST_INSTANCES} that can be tried in ` +
        'every state: give it fewer parameters, or smaller ones',
    );
  return instances;
}

function checkProperty(
  model: string,
  property: Unchecked<Property> & { because?: unknown; unless?: unknown },
): void {
  const { kind, name, claim, holds, because, unless } = property;
  if (!KINDS.some((known) => known === kind))
    throw new ModelError(
      `property ${String(name)} of model ${model} is of kind ${String(kind)}; there are ${KINDS.join(', ')}`,
    );
  if (typeof name !== 'string')
    throw new ModelError(`a property of model ${model} needs a name, a text; got ${String(name)}`);
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
  if (unless !== undefined && typeof unless !== 'function')
    throw new ModelError(`'unless' of property ${name} of model ${model} must be a function`);
  const parts = kind === 'recoverable' ? PARTS_OF_RECOVERABLE : PARTS_OF_PROPERTY;
  const unknown = unknownPart(property, parts);
  if (unknown !== null) throw new ModelError(`property ${name} of model ${model} ${unknown}`);
}

/** `name === 'Acquire'` and `step.name !== "Acquire"`, and no other part's name. */
const COMPARES_NAME =
  /(?:(?<![.\w$])|(?<![.\w$])step\.)name\s*[!=]==?\s*(?:'([^'\\]*)'|"([^"\\]*)"|`([^`\\$]*)`)/g;

/**
 * A property of steps that asks for an action by a misspelt name would hold for ever. Its source is all there is to see that
 * by. A name that is like none is left alone, and so is one beside which the property asks for the like one as well: a model
 * may leave an action out. And so is what a component of the state or a parameter can be, which may be called `name` too.
 */
function checkActionNames(
  { kind, name, holds }: Property,
  actions: readonly Action[],
  state: Model['state'],
): void {
  if (kind !== 'step' && kind !== 'sometimes-step') return;
  const known = actions.map((action) => action.name);
  const isValue = (text: string): boolean =>
    [state, ...actions.flatMap(({ parameters }) => Object.values(parameters))].some(
      (domain: Schema) => namesIn(domain).includes(text),
    );
  const asked = [...Function.prototype.toString.call(holds).matchAll(COMPARES_NAME)].map(
    (found) => found.slice(1).find((text) => text !== undefined) ?? '',
  );
  for (const one of asked) {
    const meant = known.includes(one) ? undefined : nearest(one, known);
    if (meant !== undefined && !asked.includes(meant) && !isValue(one))
      throw new ModelError(
        `property ${name} asks for an action called ${one}, which there is not; did you mean '${meant}'?`,
      );
  }
}

/** The texts that components of a schema can be. */
function namesIn(schema: Schema): readonly string[] {
  switch (schema.kind) {
    case 'oneOf':
      return schema.names;
    case 'optional':
      return namesIn(schema.inner);
    case 'record':
      return Object.values(schema.fields).flatMap(namesIn);
    case 'union':
      return Object.entries(schema.variants).flatMap(([name, variant]) => [
        name,
        ...namesIn(variant),
      ]);
    case 'map':
    case 'list':
    case 'bag':
      return namesIn(schema.item);
    default:
      return [];
  }
}
