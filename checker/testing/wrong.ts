/** Values that are outside the domain of a component: everything that might slip through a check. */
import { isScalar, keyCount } from '../schema/domain.ts';
import type { Schema } from '../schema/kinds.ts';
import { numbersFrom, valueFrom } from './values.ts';

class Stranger {
  readonly a = 0;
  readonly length = 0;
  at(): number {
    return 0;
  }
}
class OwnArray extends Array<unknown> {}

/** In the domain of nothing. */
const NEVER: readonly unknown[] = [
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.5,
  -1.5,
  2 ** 31,
  2 ** 32,
  2 ** 32 + 1,
  -(2 ** 31),
  Number.MAX_SAFE_INTEGER,
  1e300,
  '0',
  '1',
  'no such name',
  0n,
  1n,
  Symbol('symbol'),
  () => 0,
  Object(1),
  Object(true),
  Object('x'),
  new Map(),
  new Set(),
  new Date(0),
  new Uint8Array(1),
  new Int32Array(0),
  new Stranger(),
  new OwnArray(),
];

/** In the domain of no scalar. */
const COMPOUND: readonly unknown[] = [{ length: 0, at: () => 0 }, { valueOf: () => 0 }, [0], [[]]];

/** Values that the schema must refuse, each as a whole: the path is the component's own. */
export function wrongValues(schema: Schema): unknown[] {
  return [...NEVER, ...(isScalar(schema) ? COMPOUND : []), ...nearMisses(schema)];
}

function nearMisses(schema: Schema): unknown[] {
  const next = numbersFrom(1);
  switch (schema.kind) {
    case 'int':
      return [null, true, schema.min - 1, schema.max + 1, [schema.min], {}];
    case 'identity':
      return [null, false, -1, schema.size, [0], {}];
    case 'set':
      return [null, true, -1, 2 ** keyCount(schema.key), [0], {}];
    case 'bool':
      return [null, 0, 1, 'true', '', [], {}];
    case 'oneOf':
      return [null, 0, true, schema.names.slice(0, 1), {}, `${schema.names.join()}+`];
    case 'optional':
      return nearMisses(schema.inner).filter((value) => value !== null);
    case 'record':
      return [null, 0, true, 'a', []];
    case 'union':
      return [null, 0, true, [], {}, { [schema.tag]: 'toString' }, { [schema.tag]: 0 }];
    case 'map':
      return [null, 0, true, {}, [], valuesOf(schema.item, keyCount(schema.key) + 1, next)];
    case 'list':
    case 'bag':
      return [null, 0, true, {}, valuesOf(schema.item, schema.capacity + 1, next)];
  }
}

function valuesOf(item: Schema, count: number, next: () => number): unknown[] {
  return Array.from({ length: count }, () => valueFrom(item, next));
}

/** A value with something wrong inside, and what its path adds to the component's own. */
export interface Flaw {
  readonly value: unknown;
  readonly path: string;
}

/** Right values of a compound, each with one flaw; none for a scalar. */
export function flaws(schema: Schema, seed: number): Flaw[] {
  if (isScalar(schema)) return [];
  const value = valueFrom(schema, numbersFrom(seed));
  if (value === null) return [];
  switch (schema.kind) {
    case 'optional':
      return flaws(schema.inner, seed);
    case 'map':
    case 'list':
    case 'bag': {
      const [first] = value as unknown[];
      if (first === undefined || schema.kind === 'map') return [];
      const hole = [first];
      hole.length = 0;
      hole.length = 1;
      return [{ value: hole, path: '[0]' }];
    }
    case 'record':
    case 'union': {
      const fields = Object.keys(value as object);
      const strange = { value: { ...(value as object), strange: 1 }, path: '.strange' };
      const missing = fields
        .filter((field) => schema.kind === 'record' || field !== schema.tag)
        .map((field) => ({
          value: { ...(value as object), [field]: undefined },
          path: `.${field}`,
        }));
      return [strange, ...missing];
    }
  }
}
