/** fast-check arbitraries from schemas: random values for property-based tests of models. */
import fc from 'fast-check';
import { decodeScalar, isScalar, keyCount, largestCode } from './domain.ts';
import type { Schema } from './kinds.ts';
import type { Value } from './value.ts';

/** Any value of the schema, each component within its domain. */
export function arbitrary<S extends Schema>(schema: S): fc.Arbitrary<Value<S>> {
  return anyOf(schema) as fc.Arbitrary<Value<S>>;
}

function anyOf(schema: Schema): fc.Arbitrary<unknown> {
  if (isScalar(schema))
    return fc
      .integer({ min: 0, max: largestCode(schema) })
      .map((code) => decodeScalar(schema, code));
  switch (schema.kind) {
    case 'optional':
      return fc.option(anyOf(schema.inner), { nil: null });
    case 'record':
      return fc.record(fieldsOf(schema.fields));
    case 'map':
      return fc.tuple(...Array.from({ length: keyCount(schema.key) }, () => anyOf(schema.item)));
    case 'list':
    case 'bag':
      // Also full ones, however large: what is at the limit is what tests are for.
      return fc.array(anyOf(schema.item), { maxLength: schema.capacity, size: 'max' });
    case 'union':
      return fc.oneof(
        ...Object.entries(schema.variants).map(([name, variant]) =>
          fc.record({ [schema.tag]: fc.constant(name), ...fieldsOf(variant.fields) }),
        ),
      );
  }
}

function fieldsOf(fields: Readonly<Record<string, Schema>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([field, inner]) => [field, anyOf(inner)]));
}
