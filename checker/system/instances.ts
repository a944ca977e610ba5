/** Action instances: an action with a value for each of its parameters. */
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

/** Every choice of values for the first `length` parameters, in the same order. */
export function parameterPrefixes(
  action: Action,
  length: number,
): Readonly<Record<string, unknown>>[] {
  let prefixes: Readonly<Record<string, unknown>>[] = [{}];
  for (const [name, schema] of Object.entries(action.parameters).slice(0, length)) {
    prefixes = prefixes.flatMap((prefix) =>
      Array.from({ length: largestCode(schema) + 1 }, (_, code) => ({
        ...prefix,
        [name]: decodeScalar(schema, code),
      })),
    );
  }
  return prefixes.map((prefix) => Object.freeze(prefix));
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
  if (typeof action.actor === 'function') return action.actor(state, parameters);
  const schema = action.parameters[action.actor];
  return schema === undefined ? action.actor : toText<Schema>(schema, parameters[action.actor]);
}
