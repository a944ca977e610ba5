/** The finite domains of scalar kinds: how many values, which is number n, and what to call them. */
import type { IdentitySchema, KeySchema, ScalarSchema, Schema } from './kinds.ts';
import type { Identity, Value } from './value.ts';

/** True where a value is one number, string, boolean or null, and so takes one slot. */
export function isScalar(schema: Schema): schema is ScalarSchema {
  switch (schema.kind) {
    case 'int':
    case 'bool':
    case 'oneOf':
    case 'identity':
    case 'set':
      return true;
    case 'optional':
      return isScalar(schema.inner);
    default:
      return false;
  }
}

/** How many keys a map or set ranges over. Keys are 0 to count-1. */
export function keyCount(key: KeySchema): number {
  return key.kind === 'identity' ? key.size : key.max + 1;
}

/** The largest number that `encodeScalar` gives for this kind; the smallest is 0. */
export function largestCode(schema: ScalarSchema): number {
  switch (schema.kind) {
    case 'int':
      return schema.max - schema.min;
    case 'bool':
      return 1;
    case 'oneOf':
      return schema.names.length - 1;
    case 'identity':
      return schema.size - 1;
    case 'set':
      return 2 ** keyCount(schema.key) - 1;
    case 'optional':
      return largestCode(schema.inner) + 1;
  }
}

/** Numbers the values of a scalar kind from 0; -1 for anything outside its domain. */
export function encodeScalar(schema: ScalarSchema, value: unknown): number {
  if (schema.kind === 'optional') {
    if (value === null) return 0;
    const inner = encodeScalar(schema.inner, value);
    return inner === -1 ? -1 : inner + 1;
  }
  if (schema.kind === 'bool') return value === true ? 1 : value === false ? 0 : -1;
  if (schema.kind === 'oneOf') return schema.names.indexOf(value as string);
  if (typeof value !== 'number' || !Number.isInteger(value)) return -1;
  const code = schema.kind === 'int' ? value - schema.min : value;
  return code >= 0 && code <= largestCode(schema) ? code + 0 : -1;
}

/** The inverse of `encodeScalar`. */
export function decodeScalar(schema: ScalarSchema, code: number): unknown {
  switch (schema.kind) {
    case 'int':
      return code + schema.min;
    case 'bool':
      return code === 1;
    case 'oneOf':
      return schema.names[code];
    case 'identity':
    case 'set':
      return code;
    case 'optional':
      return code === 0 ? null : decodeScalar(schema.inner, code - 1);
  }
}

/** Every value of a scalar kind, in the order of their codes. */
export function valuesOf<S extends ScalarSchema>(schema: S): Value<S>[] {
  return Array.from(
    { length: largestCode(schema) + 1 },
    (_, code) => decodeScalar(schema, code) as Value<S>,
  );
}

/**
 * Every individual of an identity type.
 * @throws TypeError for anything else, such as an individual: a loop over nobody would hold whatever it asks.
 */
export function individuals<Name extends string>(schema: IdentitySchema<Name>): Identity<Name>[] {
  if (schema.kind !== 'identity')
    throw new TypeError(
      `individuals() takes an identity type, as identity('broker', 3) makes it; got ${String(schema)}`,
    );
  return Array.from({ length: schema.size }, (_, index) => index as Identity<Name>);
}

/** A domain in words, for error messages: `an integer from 0 to 2`. */
export function describeDomain(schema: Schema): string {
  switch (schema.kind) {
    case 'int':
      return `an integer from ${schema.min} to ${schema.max}`;
    case 'bool':
      return 'true or false';
    case 'oneOf':
      return `one of ${schema.names.map((name) => `'${name}'`).join(', ')}`;
    case 'identity':
      return `a ${schema.name} (0 to ${schema.size - 1})`;
    case 'set':
      return `a set of ${schema.key.kind === 'identity' ? schema.key.name : 'key'}s as a bit set from 0 to ${largestCode(schema)}`;
    case 'optional':
      return `null or ${describeDomain(schema.inner)}`;
    case 'record':
      return `a plain object with ${Object.keys(schema.fields).join(', ')}`;
    case 'map':
      return `an array of ${keyCount(schema.key)} items, one for each key`;
    case 'list':
    case 'bag':
      return `an array of at most ${schema.capacity} items`;
    case 'union':
      return `a plain object whose ${schema.tag} is one of ${Object.keys(schema.variants).join(', ')}`;
  }
}
