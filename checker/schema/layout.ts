/**
 * Where each component of a state lives: a schema becomes a row of integer slots, and each slot a
 * field of bits in the packed state. A slot holds the code of a scalar (see `domain.ts`), the length
 * of a list or bag, the variant of a union, or whether an optional compound is there. Slots that a
 * value does not use (past the end of a list, say) are 0, so equal values have equal slots.
 */
import { isScalar, keyCount, largestCode } from './domain.ts';
import type { KeySchema, RecordSchema, ScalarSchema, Schema } from './kinds.ts';

/** The largest packed state, in bits: 64 words of 32. */
export const MAX_STATE_BITS = 2048;
/** Far more components than 2,048 bits can tell apart; a schema with more is not even laid out. */
const MAX_SLOTS = 2 ** 14;
const MAX_INT = 2 ** 31 - 1;
/** Names are compared one after another, in generated code that has no end otherwise. */
const MOST_NAMES = 1024;

/** Thrown for a schema that cannot be packed; names the component by its path. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

export interface Layout {
  readonly schema: RecordSchema;
  /** The largest number each slot can hold. */
  readonly largest: readonly number[];
  readonly bits: number;
  /** 32-bit words in a packed state; at least 1. */
  readonly words: number;
}

/**
 * Lays out a state schema.
 * @throws SchemaError for an unbounded or empty domain, or more than 2,048 bits, with the path.
 */
export function layoutOf(schema: RecordSchema): Layout {
  checkSchema(schema, '');
  refuseOver(MAX_SLOTS, 'numbers', schema, slotCount);
  refuseOver(MAX_STATE_BITS, 'bits', schema, bitsOf);
  const bits = bitsOf(schema);
  return { schema, largest: slotMaxima(schema), bits, words: Math.max(1, Math.ceil(bits / 32)) };
}

function refuseOver(
  most: number,
  unit: string,
  schema: RecordSchema,
  sizeOf: (schema: Schema) => number,
): void {
  const total = sizeOf(schema);
  if (total <= most) return;
  const widest = Object.entries(schema.fields)
    .map(([field, inner]) => ({ field, size: sizeOf(inner) }))
    .sort((a, b) => b.size - a.size)[0];
  throw new SchemaError(
    `a state takes ${total} ${unit}, more than the ${most} that can be packed; ` +
      `the widest component is ${widest?.field} with ${widest?.size} ${unit}: lower its bounds`,
  );
}

/** Bits that the numbers 0 to `max` need. */
export function bitsFor(max: number): number {
  return max === 0 ? 0 : 32 - Math.clz32(max);
}

function bitsOf(schema: Schema): number {
  return slotMaxima(schema).reduce((sum, max) => sum + bitsFor(max), 0);
}

/** Of compound schemas; plain values are written and read by them, over and over. */
const slotCounts = new WeakMap<Schema, number>();

/** How many slots a value of this kind takes. */
export function slotCount(schema: Schema): number {
  if (isScalar(schema)) return 1;
  const known = slotCounts.get(schema);
  if (known !== undefined) return known;
  const count = countSlots(schema);
  slotCounts.set(schema, count);
  return count;
}

function countSlots(schema: Exclude<Schema, ScalarSchema>): number {
  switch (schema.kind) {
    case 'optional':
      return 1 + slotCount(schema.inner);
    case 'record':
      return Object.values(schema.fields).reduce((sum, field) => sum + slotCount(field), 0);
    case 'map':
      return keyCount(schema.key) * slotCount(schema.item);
    case 'list':
    case 'bag':
      return 1 + schema.capacity * slotCount(schema.item);
    case 'union':
      return 1 + Math.max(...Object.values(schema.variants).map(slotCount));
  }
}

/** The largest number of each slot in turn. Variants of a union share slots. */
function slotMaxima(schema: Schema): number[] {
  if (isScalar(schema)) return [largestCode(schema)];
  switch (schema.kind) {
    case 'optional':
      return [1, ...slotMaxima(schema.inner)];
    case 'record':
      return Object.values(schema.fields).flatMap(slotMaxima);
    case 'map':
      return repeat(keyCount(schema.key), slotMaxima(schema.item));
    case 'list':
    case 'bag':
      return [schema.capacity, ...repeat(schema.capacity, slotMaxima(schema.item))];
    case 'union': {
      const variants = Object.values(schema.variants).map(slotMaxima);
      const shared = Array.from({ length: slotCount(schema) - 1 }, (_, slot) =>
        Math.max(...variants.map((maxima) => maxima[slot] ?? 0)),
      );
      return [variants.length - 1, ...shared];
    }
  }
}

function repeat(times: number, row: readonly number[]): number[] {
  return Array.from({ length: times }, () => row).flat();
}

const KINDS: readonly Schema['kind'][] = [
  'int',
  'bool',
  'oneOf',
  'identity',
  'optional',
  'record',
  'map',
  'set',
  'list',
  'bag',
  'union',
];

/** What stands where a schema should, such as `new Set()`, in a few words. */
function wordFor(given: unknown): string {
  if (typeof given !== 'object' || given === null)
    return typeof given === 'function' ? `the function ${given.name}` : String(given);
  const { name } = given.constructor ?? {};
  return name === undefined || name === 'Object' ? 'an object of another kind' : `a ${name}`;
}

/**
 * Checks that every domain is bounded and has a value.
 * @throws SchemaError that names the component by its path, which begins with `path`.
 */
export function checkSchema(schema: Schema, path: string): void {
  const refuse = (why: string): never => {
    throw new SchemaError(`${path === '' ? 'the state' : path}: ${why}`);
  };
  if (typeof schema !== 'object' || schema === null || !KINDS.includes(schema.kind))
    return refuse(`${wordFor(schema)} is no kind of component; there are ${KINDS.join(', ')}`);
  switch (schema.kind) {
    case 'int':
      if (!Number.isInteger(schema.min) || !Number.isInteger(schema.max))
        refuse(`int(${schema.min}, ${schema.max}) is not bounded by two integers`);
      if (schema.min > schema.max) refuse(`int(${schema.min}, ${schema.max}) has no value`);
      if (schema.min < -MAX_INT || schema.max > MAX_INT || schema.max - schema.min >= MAX_INT)
        refuse(`int(${schema.min}, ${schema.max}) does not fit 31 bits`);
      return;
    case 'oneOf':
      if (schema.names.length === 0) refuse('oneOf() has no value');
      if (schema.names.length > MOST_NAMES)
        refuse(`oneOf has ${schema.names.length} names, more than ${MOST_NAMES}: take an int`);
      if (schema.names.some((name) => typeof name !== 'string'))
        refuse("oneOf takes texts, one by one: oneOf('up', 'down')");
      if (new Set(schema.names).size < schema.names.length) refuse('oneOf() names a value twice');
      return;
    case 'identity':
      if (!Number.isInteger(schema.size) || schema.size < 1 || schema.size > MAX_INT)
        refuse(`identity '${schema.name}' has size ${schema.size}; it takes a whole number from 1`);
      return;
    case 'optional':
      if (schema.inner.kind === 'optional')
        refuse('optional(optional()) has two meanings for null');
      checkSchema(schema.inner, path);
      if (isScalar(schema.inner) && largestCode(schema.inner) === MAX_INT)
        refuse('an optional set of 31 keys has no room for null in 31 bits; take 30 keys');
      return;
    case 'record':
      // Some code goes through a record's own fields, and some, which is faster, through all.
      for (const field in schema.fields) {
        const inner = schema.fields[field];
        if (inner === undefined || !Object.hasOwn(schema.fields, field))
          return refuse(`the field ${field} is inherited: give the record all fields of its own`);
        checkName(field, refuse);
        checkSchema(inner, path === '' ? field : `${path}.${field}`);
      }
      return;
    case 'map':
      checkKey(schema.key, path, MAX_STATE_BITS, refuse);
      return checkSchema(schema.item, `${path}[]`);
    case 'set':
      return checkKey(schema.key, path, 31, refuse);
    case 'list':
    case 'bag':
      if (!Number.isInteger(schema.capacity) || schema.capacity < 0)
        refuse(`a ${schema.kind} needs a capacity, a whole number; got ${schema.capacity}`);
      if (schema.capacity > MAX_STATE_BITS)
        refuse(`a ${schema.kind} of ${schema.capacity} items cannot be packed`);
      return checkSchema(schema.item, `${path}[]`);
    case 'union':
      return checkUnion(schema.tag, schema.variants, path, refuse);
  }
}

function checkKey(key: KeySchema, path: string, most: number, refuse: (why: string) => void): void {
  checkSchema(key, path);
  if (key.kind === 'int' && key.min !== 0) refuse(`keys start at 0, not at ${key.min}`);
  if (keyCount(key) > most)
    refuse(`${keyCount(key)} keys, more than the ${most} that can be packed`);
}

/** Views have names of their own, which begin with $. */
function checkName(field: string, refuse: (why: string) => void): void {
  if (field === '') refuse('a field has no name: paths in messages would not show it');
  if (field === '__proto__' || field.startsWith('$'))
    refuse(`a field cannot be called ${field}: choose a name that does not begin with $ or __`);
}

function checkUnion(
  tag: string,
  variants: Readonly<Record<string, RecordSchema>>,
  path: string,
  refuse: (why: string) => void,
): void {
  if (Object.keys(variants).length === 0) refuse('union() has no variant');
  checkName(tag, refuse);
  for (const [name, variant] of Object.entries(variants)) {
    if (Object.hasOwn(variant.fields, tag))
      refuse(`variant ${name} has a field called ${tag}, like the tag`);
    checkSchema(variant, `${path}.${name}`);
  }
}
