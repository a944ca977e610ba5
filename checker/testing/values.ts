/** Plain values of a schema: an independent idea of equality, and values made from a row of numbers. */
import { decodeScalar, isScalar, keyCount, largestCode } from '../schema/domain.ts';
import type { FieldSchemas, Schema } from '../schema/kinds.ts';

type Fields = Readonly<Record<string, unknown>>;
type Entries = readonly (readonly [string, Schema])[];

const entriesKnown = new WeakMap<FieldSchemas, Entries>();

/** The fields of a record, listed once: a seventh of the time that walks of random models took. */
export function entriesOf(fields: FieldSchemas): Entries {
  const known = entriesKnown.get(fields) ?? Object.entries(fields);
  entriesKnown.set(fields, known);
  return known;
}

/**
 * A text that two values share if and only if they are equal: fields in the schema's order, bags
 * sorted. Written without slots, to compare the codec with.
 */
export function normalForm(schema: Schema, value: unknown): string {
  if (value === null) return 'null';
  const items = (item: Schema): string[] =>
    (value as readonly unknown[]).map((one) => normalForm(item, one));
  switch (schema.kind) {
    case 'optional':
      return `some ${normalForm(schema.inner, value)}`;
    case 'record':
      return fieldForms(schema.fields, value as Fields);
    case 'union': {
      const variant = String((value as Fields)[schema.tag]);
      return (
        JSON.stringify(variant) +
        fieldForms(schema.variants[variant]?.fields ?? {}, value as Fields)
      );
    }
    case 'map':
      return `[${items(schema.item).join()}]`;
    case 'list':
      return `[${items(schema.item).join()}]`;
    case 'bag':
      return `[${items(schema.item).sort().join()}]`;
    default:
      return JSON.stringify(value);
  }
}

function fieldForms(fields: FieldSchemas, value: Fields): string {
  return `{${entriesOf(fields)
    .map(([field, inner]) => normalForm(inner, value[field]))
    .join()}}`;
}

/** An endless row of numbers from 0 to 2^31-1, the same for the same seed (Park and Miller). */
export function numbersFrom(seed: number): () => number {
  let last = (Math.abs(seed) % (2 ** 31 - 2)) + 1;
  return () => {
    last = (last * 48271) % (2 ** 31 - 1);
    return last;
  };
}

/** A value of the schema, chosen by the numbers. */
export function valueFrom(schema: Schema, next: () => number): unknown {
  if (isScalar(schema)) return decodeScalar(schema, next() % (largestCode(schema) + 1));
  const items = (item: Schema, count: number): unknown[] =>
    Array.from({ length: count }, () => valueFrom(item, next));
  switch (schema.kind) {
    case 'optional':
      return next() % 2 === 0 ? null : valueFrom(schema.inner, next);
    case 'record':
      return fieldsFrom(schema.fields, next);
    case 'map':
      return items(schema.item, keyCount(schema.key));
    case 'list':
    case 'bag':
      return items(schema.item, next() % (schema.capacity + 1));
    case 'union': {
      const variants = Object.entries(schema.variants);
      const [name, variant] = variants[next() % variants.length] ?? ['', { fields: {} }];
      return { [schema.tag]: name, ...fieldsFrom(variant.fields, next) };
    }
  }
}

function fieldsFrom(fields: FieldSchemas, next: () => number): Fields {
  return Object.fromEntries(
    entriesOf(fields).map(([field, inner]) => [field, valueFrom(inner, next)]),
  );
}
