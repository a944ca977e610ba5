/**
 * Rule switches: what history changed in a protocol, each with the values that it can take. A family of
 * models declares them once, and has the type of its sets of rules, and their check, from that.
 */

import { hint } from '../schema/nearest.ts';
import { ModelError } from './errors.ts';

export type Switches = { readonly [name: string]: readonly (string | boolean)[] };

/** A value for each switch. */
export type RulesOf<S extends Switches> = { readonly [Name in keyof S]: S[Name][number] };

/** A set of rules, of whichever family. */
export type Rules = Readonly<Record<string, string | boolean>>;

/**
 * Checks a set of rules where no type checker has looked: a misspelt switch or value would quietly be
 * another rule.
 * @throws ModelError that names the switch, what it can be, and the nearest spelling.
 */
export function checkRules<S extends Switches>(
  model: string,
  switches: S,
  rules: RulesOf<S>,
): void {
  const known = Object.keys(switches);
  const unknown = Object.keys(rules).find((name) => !Object.hasOwn(switches, name));
  if (unknown !== undefined)
    throw new ModelError(
      `${model} has no rule switch '${unknown}'${hint(unknown, known)} It has ${known.join(', ')}`,
    );
  for (const [name, values] of Object.entries(switches)) checkValue(model, name, values, rules);
}

function checkValue(
  model: string,
  name: string,
  values: Switches[string],
  rules: Readonly<Record<string, unknown>>,
): void {
  const value = rules[name];
  if (values.some((accepted) => accepted === value)) return;
  const choice = `it takes ${values.map(textOf).join(', ')}`;
  if (!Object.hasOwn(rules, name))
    throw new ModelError(`the rules of ${model} do not set the switch ${name}; ${choice}`);
  const texts = values.filter((accepted) => typeof accepted === 'string');
  const meant = typeof value === 'string' ? hint(value, texts) : '.';
  throw new ModelError(
    `the rule switch ${name} of ${model} cannot be ${textOf(value)}; ${choice}${meant}`,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
