/** Which component a slot belongs to, and what to call it: for error messages. */
import { decodeScalar, describeDomain, isScalar, keyCount } from './domain.ts';
import type { FieldSchemas, KeySchema, Schema } from './kinds.ts';
import { slotCount } from './layout.ts';

/** A component's path, such as `replicas[b2].log[0].epoch`, and the slot where it begins. */
interface Component {
  readonly schema: Schema;
  readonly path: string;
  readonly base: number;
}

/** A component's path, and its domain in words. */
export interface Place {
  readonly path: string;
  readonly domain: string;
}

/** Says what the number in a slot is for. `slots` tells the active variants of unions. */
export function placeOfSlot(schema: Schema, slot: number, slots: ArrayLike<number>): Place {
  let found: Component = { schema, path: '', base: 0 };
  while (!isScalar(found.schema)) {
    const inner = partsOf(found, slots).find(
      (part) => part.base <= slot && slot < part.base + slotCount(part.schema),
    );
    if (inner === undefined) break;
    found = inner;
  }
  const { kind } = found.schema;
  if (kind === 'list' || kind === 'bag')
    return {
      path: `${found.path}.length`,
      domain: `a length from 0 to ${found.schema.capacity}`,
    };
  return { path: found.path, domain: describeDomain(found.schema) };
}

/** Says where the component of this very schema is that begins at a slot. */
export function placeOfComponent(
  schema: Schema,
  wanted: Schema,
  slot: number,
  slots: ArrayLike<number>,
): Place {
  const search = (at: Component): string | null => {
    if (at.schema === wanted && at.base === slot) return at.path;
    for (const part of partsOf(at, slots)) {
      if (part.base > slot || slot > part.base + slotCount(part.schema)) continue;
      const path = search(part);
      if (path !== null) return path;
    }
    return null;
  };
  return { path: search({ schema, path: '', base: 0 }) ?? '', domain: describeDomain(wanted) };
}

/** The components directly inside one. */
function partsOf({ schema, path, base }: Component, slots: ArrayLike<number>): Component[] {
  const items = (item: Schema, count: number, first: number, name: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ({
      schema: item,
      path: `${path}[${name(index)}]`,
      base: first + index * slotCount(item),
    }));
  switch (schema.kind) {
    case 'optional':
      return [{ schema: schema.inner, path, base: base + 1 }];
    case 'record':
      return fieldsOf(schema.fields, path, base);
    case 'map':
      return items(schema.item, keyCount(schema.key), base, (key) => keyName(schema.key, key));
    case 'list':
    case 'bag':
      return items(schema.item, schema.capacity, base + 1, String);
    case 'union': {
      const variant = Object.values(schema.variants)[slots[base] ?? 0];
      return variant === undefined ? [] : [{ schema: variant, path, base: base + 1 }];
    }
    default:
      return [];
  }
}

function fieldsOf(fields: FieldSchemas, path: string, base: number): Component[] {
  let start = base;
  return Object.entries(fields).map(([field, schema]) => {
    const component = { schema, path: fieldPath(path, field), base: start };
    start += slotCount(schema);
    return component;
  });
}

/** The path of a field of what is at a path; that of the state is empty. */
export function fieldPath(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

/** How a key prints: `b2` for an individual, the number itself for an integer. */
export function keyName(key: KeySchema, index: number): string {
  return key.kind === 'identity' ? `${key.prefix}${index + 1}` : String(decodeScalar(key, index));
}
