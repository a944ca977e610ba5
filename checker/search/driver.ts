/**
 * The generated drivers: for each action a function with one loop a parameter, which evaluates every
 * condition as far out as its parameters allow, and calls `emit` after each effect. An answer that is neither true nor
 * false is refused wherever it is given: a branch without its `return` would leave out a part of the space.
 */
import { generate } from '../schema/codec.ts';
import { largestCode } from '../schema/domain.ts';
import type { ScalarSchema } from '../schema/kinds.ts';
import { decoding } from '../schema/scalarCode.ts';
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
    action.guard.flatMap((condition, index) => {
      if (depths[index] !== depth) return [];
      const given = literalFor(action, condition, names) ?? at(depth);
      const answer = `answer${index}`;
      return [
        `const ${answer} = holds${index}(view, ${given});`,
        `if (${answer} !== true) { if (${answer} !== false) refuse(); ${depth === 0 ? 'return' : 'continue'}; }`,
      ];
    });
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
      'const { view, effect, emit, refuse } = given;',
      ...action.guard.map((_, index) => `const holds${index} = given.guard[${index}].holds;`),
      ...prefixes.map((_, depth) => `const prefix${depth} = given.prefixes[${depth}];`),
      `return function drive_${action.name.replace(/\W/g, '_')}() {`,
      ...lines,
      '};',
    ],
  ) as (given: object) => Driver;
  return make({ view, effect: action.effect, emit, refuse, guard: action.guard, prefixes });
}

/** Whoever catches it asks once more, for which condition it was, and what it said. */
function refuse(): never {
  throw new Error('a condition answered neither true nor false');
}

/**
 * The parameters as a literal, or null. A condition that takes them apart in its head cannot tell, and once it
 * is inlined there is no object at all: V8 sees numbers that cannot leave the bounds of their loops.
 */
function literalFor(
  { parameters }: Action,
  condition: Condition,
  names: readonly string[],
): string | null {
  const read = readInHead(condition, names);
  if (read === null || read.length === 0) return null;
  const fields = read.map((name) => {
    const schema = parameters[name] as ScalarSchema;
    return `${JSON.stringify(name)}: ${decoding(schema, `code${names.indexOf(name) + 1}`)}`;
  });
  return `{ ${fields.join(', ')} }`;
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
    const read = readInHead(condition, names) ?? names;
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
 * `(state, { leader }) => ...`. An arrow function has no other way to its second argument. Null for
 * anything else: it may read them all.
 */
function readInHead(condition: Condition, names: readonly string[]): readonly string[] | null {
  const source = Function.prototype.toString.call(condition.holds);
  if (READS_NONE.test(source)) return [];
  const head = READS_SOME.exec(source);
  if (head?.[1] === undefined) return null;
  const read = head[1]
    .split(',')
    .map((part) => part.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '');
  return read.every((name) => names.includes(name)) ? read : null;
}
