/** Reads a state through what its type offers and nothing else, as a guard would. */
import { isScalar } from '../schema/domain.ts';
import type { FieldSchemas, Schema } from '../schema/kinds.ts';
import type { Sequence } from '../schema/value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The plain copy of a state that may be a view, a draft or plain data. */
export function read(schema: Schema, value: unknown): unknown {
  if (value === null || isScalar(schema)) return value;
  switch (schema.kind) {
    case 'optional':
      return read(schema.inner, value);
    case 'record':
      return readFields(schema.fields, value as Fields);
    case 'union': {
      const tag = (value as Fields)[schema.tag] as string;
      return {
        [schema.tag]: tag,
        ...readFields(schema.variants[tag]?.fields ?? {}, value as Fields),
      };
    }
    case 'map':
      return readItems(schema.item, value as Sequence<unknown>);
    case 'list':
    case 'bag':
      return readItems(schema.item, value as Sequence<unknown>);
  }
}

function readFields(fields: FieldSchemas, value: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, inner]) => [field, read(inner, value[field])]),
  );
}

function readItems(item: Schema, items: Sequence<unknown>): unknown[] {
  return Array.from({ length: items.length }, (_, index) => read(item, items.at(index)));
}
