/**
 * The generated drivers: for each action a function with one loop a parameter, which evaluates every
 * condition as far out as its parameters allow, and calls `emit` after each effect.
 */
import { generate } from '../schema/codec.ts';
import { largestCode } from '../schema/domain.ts';
import type { Action, Condition } from '../system/action.ts';
import { parameterPrefixes } from '../system/instances.ts';

/** Runs every enabled instance of one action on the view, calling back after each effect. */
export type Driver = () => void;

export function driverOf(action: Action, view: object, emit: (instance: number) => void): Driver {
  const names = Object.keys(action.parameters);
  const depths = conditionDepths(action, names);
  const prefixes = Array.from({ length: names.length + 1 }, (_, length) =>
    parameterPrefixes(action, length),
  );
  const test = (depth: number): string[] =>
    action.guard.flatMap((_, index) =>
      depths[index] === depth
        ? [`if (!holds${index}(view, ${at(depth)})) ${depth === 0 ? 'return' : 'continue'};`]
        : [],
    );
  const lines = [...test(0)];
  names.forEach((name, depth) => {
    const schema = action.parameters[name];
    const count = schema === undefined ? 0 : largestCode(schema) + 1;
    const outer = depth === 0 ? '' : `at${depth} * ${count} + `;
    lines.push(`for (let code${depth + 1} = 0; code${depth + 1} < ${count}; code${depth + 1}++) {`);
    lines.push(`const at${depth + 1} = ${outer}code${depth + 1};`);
    lines.push(...test(depth + 1));
  });
  const innermost = names.length;
  lines.push(`effect(view, ${at(innermost)}); emit(${innermost === 0 ? 0 : `at${innermost}`});`);
  lines.push('}'.repeat(names.length));
  const make = generate(
    ['given'],
    [
      'const { view, effect, emit } = given;',
      ...action.guard.map((_, index) => `const holds${index} = given.guard[${index}].holds;`),
      ...prefixes.map((_, depth) => `const prefix${depth} = given.prefixes[${depth}];`),
      `return function drive_${action.name.replace(/\W/g, '_')}() {`,
      ...lines,
      '};',
    ],
  ) as (given: object) => Driver;
  return make({ view, effect: action.effect, emit, guard: action.guard, prefixes });
}

function at(depth: number): string {
  return depth === 0 ? 'prefix0[0]' : `prefix${depth}[at${depth}]`;
}

/**
 * The number of loops that each condition must be inside: those of the parameters it reads, and no
 * fewer than the conditions before it need, because it may rely on them.
 */
function conditionDepths(action: Action, names: readonly string[]): number[] {
  let depth = 0;
  return action.guard.map((condition) => {
    const read = parametersRead(condition, names);
    const own = Math.max(0, ...read.map((name) => names.indexOf(name) + 1));
    depth = Math.max(depth, own);
    return depth;
  });
}

/** `() =>`, `state =>`, `(state) =>` or `({ quorum }) =>`. */
const READS_NONE = /^(\(\s*\)|[\w$]+|\(\s*([\w$]+|\{[\w$\s,:]*\})\s*\))\s*=>/;
/** `(state, { leader }) =>` or `({ quorum }, { leader: chosen }) =>`. */
const READS_SOME = /^\(\s*(?:[\w$]+|\{[\w$\s,:]*\})\s*,\s*\{([\w$\s,:]*)\}\s*\)\s*=>/;

/**
 * The parameters that a condition can read: those it takes apart in its head, as in
 * `(state, { leader }) => ...`. An arrow function has no other way to its second argument; anything
 * else is taken to read them all.
 */
function parametersRead(condition: Condition, names: readonly string[]): readonly string[] {
  const source = Function.prototype.toString.call(condition.holds);
  if (READS_NONE.test(source)) return [];
  const head = READS_SOME.exec(source);
  if (head?.[1] === undefined) return names;
  const read = head[1]
    .split(',')
    .map((part) => part.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '');
  return read.every((name) => names.includes(name)) ? read : names;
}
