/** Actions: what can happen next. A guard of named conditions, and an effect that is an immer recipe. */

import type { RecordSchema, ScalarSchema } from '../schema/kinds.ts';
import { isPlainObject } from '../schema/plain.ts';
import type { Draft, Value } from '../schema/value.ts';
import { ModelError } from './errors.ts';
import { unknownPart } from './parts.ts';
import { checkAction } from './wellFormed.ts';

export type ParameterSchemas = { readonly [parameter: string]: ScalarSchema };

export type Parameters<P extends ParameterSchemas> = { readonly [Name in keyof P]: Value<P[Name]> };

/** One named part of a guard. */
export interface Condition {
  readonly name: string;
  holds(state: unknown, parameters: unknown): boolean;
}

/** An action as the engine sees it, with the types of its state and parameters erased. */
export interface Action {
  readonly name: string;
  readonly parameters: ParameterSchemas;
  /** Who acts: a parameter's name, or a fixed name such as `controller`, or worked out. */
  readonly actor: string | ((state: unknown, parameters: unknown) => string) | null;
  /** True for crashes, expiries and the like: what the environment does to the system. */
  readonly fault: boolean;
  readonly guard: readonly Condition[];
  effect(draft: unknown, parameters: unknown): void;
}

type Test<S extends RecordSchema, P extends ParameterSchemas> = (
  state: Value<S>,
  parameters: Parameters<P>,
) => boolean;

export interface ActionDefinition<S extends RecordSchema, P extends ParameterSchemas> {
  readonly parameters?: P;
  readonly actor?:
    | (keyof P & string)
    | (string & {})
    | ((state: Value<S>, parameters: Parameters<P>) => string);
  readonly fault?: boolean;
  /**
   * The guard: conditions by name, all of which must hold. They are evaluated in this order, so a
   * later one may rely on an earlier one. Put first what reads fewer parameters: the search then
   * evaluates it once for all values of the others. `false` in place of a condition leaves it out:
   * `'fenced': rules.fenced && ((state) => ...)`.
   */
  readonly when?: Readonly<Record<string, Test<S, P> | false>>;
  /** An immer recipe: changes the draft, returns nothing. */
  readonly effect: (draft: Draft<S>, parameters: Parameters<P>) => void;
}

/**
 * Returns the function that defines actions on states of this schema.
 * @throws ModelError, when called, for a part that an action does not have.
 */
export function actionsOn<S extends RecordSchema>(
  _schema: S,
): <const P extends ParameterSchemas = Record<never, never>>(
  name: string,
  definition: ActionDefinition<S, P>,
) => Action {
  return (name, definition) => {
    checkDefinition(name, definition);
    const action = {
      name,
      parameters: definition.parameters ?? {},
      actor: definition.actor ?? null,
      fault: definition.fault ?? false,
      guard: Object.entries(definition.when ?? {}).flatMap(([condition, holds]) =>
        holds === false ? [] : [{ name: condition, holds }],
      ),
      effect: definition.effect,
    };
    checkAction(action);
    return action as Action;
  };
}

const PARTS: readonly string[] = ['parameters', 'actor', 'fault', 'when', 'effect'];

/** A misspelt `when` would leave an action without its guard, where no type checker has looked; and so would a function. */
function checkDefinition(name: string, definition: object): void {
  const unknown = unknownPart(definition, PARTS);
  if (unknown !== null) throw new ModelError(`action ${name} ${unknown}`);
  const { when = {} }: { readonly when?: unknown } = definition;
  if (!isPlainObject(when))
    throw new ModelError(
      `\`when\` of ${name} must be an object of conditions by name: { 'it is up': (state) => state.up }`,
    );
  for (const [condition, holds] of Object.entries(when)) {
    if (typeof holds !== 'function' && holds !== false)
      throw new ModelError(
        `condition '${condition}' of ${name} must be a function, or false; it is ${String(holds)}` +
          (holds === 0 ? ': of a constant c, `c === 1 && ...` is false' : ''),
      );
  }
}

/**
 * The same action without one of its named conditions: what breaks when this fence is down?
 * @throws Error when the action has no condition of that name.
 */
export function withoutCondition(action: Action, condition: string): Action {
  const guard = action.guard.filter(({ name }) => name !== condition);
  if (guard.length === action.guard.length) {
    const known = action.guard.map(({ name }) => `'${name}'`).join(', ');
    throw new Error(`${action.name} has no condition '${condition}'; it has ${known}`);
  }
  return { ...action, guard };
}
