/** Action instances: an action with a value for each of its parameters. */
import { generate } from '../schema/codec.ts';
import { decodeScalar, largestCode } from '../schema/domain.ts';
import type { Schema } from '../schema/kinds.ts';
import { toText } from '../schema/text.ts';
import type { Action } from './action.ts';

export interface Instance {
  readonly action: Action;
  /** Frozen: a recipe that tried to change its parameters would throw. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Every instance of an action, the last parameter varying fastest. */
export function instancesOf(action: Action): Instance[] {
  return parameterPrefixes(action, Object.keys(action.parameters).length).map((parameters) => ({
    action,
    parameters,
  }));
}

/**
 * Every choice of values for the first `length` parameters, in the same order. One generated literal
 * makes them all, so that V8 gives them one hidden class: spread and freeze gave each its own, which
 * made every read of a parameter in the search a megamorphic one (a fifth of the run).
 */
export function parameterPrefixes(
  action: Action,
  length: number,
): Readonly<Record<string, unknown>>[] {
  const parameters = Object.entries(action.parameters).slice(0, length);
  const names = parameters.map(([name], nth) => `${JSON.stringify(name)}: value${nth}`);
  const make = generate(
    parameters.map((_, nth) => `value${nth}`),
    [`return Object.freeze({ ${names.join(', ')} });`],
  ) as (...values: unknown[]) => Readonly<Record<string, unknown>>;
  let choices: unknown[][] = [[]];
  for (const [, schema] of parameters) {
    const values = Array.from({ length: largestCode(schema) + 1 }, (_, code) =>
      decodeScalar(schema, code),
    );
    choices = choices.flatMap((choice) => values.map((value) => [...choice, value]));
  }
  return choices.map((choice) => make(...choice));
}

/** `LeaderWrite(leader: b1)`, as traces and messages print it. */
export function instanceText({ action, parameters }: Instance): string {
  const inner = Object.entries(action.parameters)
    .map(([name, schema]) => `${name}: ${toText<Schema>(schema, parameters[name])}`)
    .join(', ');
  return inner === '' ? action.name : `${action.name}(${inner})`;
}

/** Who acts, or null where the model does not say. */
export function actorOf({ action, parameters }: Instance, state: unknown): string | null {
  if (action.actor === null) return null;
  if (typeof action.actor === 'function') return namedBy(action.actor, state, parameters);
  const schema = action.parameters[action.actor];
  return schema === undefined ? action.actor : toText<Schema>(schema, parameters[action.actor]);
}

/** A trace is true whoever is said to act in it: a name that cannot be had is no reason to lose it. */
function namedBy(
  actor: (state: unknown, parameters: unknown) => string,
  state: unknown,
  parameters: unknown,
): string {
  try {
    return String(actor(state, parameters));
  } catch {
    return '?';
  }
}
