/** Renaming as slow and as plain as it can be written, on plain values: what symmetry is compared with. */
import type { IdentitySchema, KeySchema, Schema } from '../schema/kinds.ts';
import { normalForm } from './values.ts';

/** The new number of each individual, by the name of its type. */
export type Names = ReadonlyMap<string, readonly number[]>;

/** Every way to rename the individuals of these types. */
export function everyNames(types: readonly IdentitySchema[]): Names[] {
  return types.reduce<Map<string, readonly number[]>[]>(
    (all, { name, size }) =>
      all.flatMap((names) => orders(size).map((order) => new Map([...names, [name, order]]))),
    [new Map()],
  );
}

function orders(size: number): number[][] {
  if (size === 0) return [[]];
  return orders(size - 1).flatMap((order) =>
    Array.from({ length: size }, (_, at) => order.toSpliced(at, 0, size - 1)),
  );
}

/** The same value with other names. */
export function renameValue(schema: Schema, value: unknown, names: Names): unknown {
  const key = (type: KeySchema, code: number): number =>
    type.kind === 'identity' ? (names.get(type.name)?.[code] ?? code) : code;
  if (value === null) return null;
  switch (schema.kind) {
    case 'identity':
      return key(schema, value as number);
    case 'set': {
      let renamed = 0;
      for (let code = 0; code < 31; code++)
        if (((value as number) >>> code) & 1) renamed |= 1 << key(schema.key, code);
      return renamed;
    }
    case 'optional':
      return renameValue(schema.inner, value, names);
    case 'record':
    case 'union': {
      const tag = schema.kind === 'union' ? schema.tag : '';
      const fields = value as Readonly<Record<string, unknown>>;
      const chosen = schema.kind === 'union' ? schema.variants[String(fields[tag])] : schema;
      const renamed = Object.entries(chosen?.fields ?? {}).map(([field, inner]) => [
        field,
        renameValue(inner, fields[field], names),
      ]);
      return { ...fields, ...Object.fromEntries(renamed) };
    }
    case 'map': {
      const items = value as readonly unknown[];
      const renamed = [...items];
      items.forEach((item, code) => {
        renamed[key(schema.key, code)] = renameValue(schema.item, item, names);
      });
      return renamed;
    }
    case 'list':
    case 'bag':
      return (value as readonly unknown[]).map((item) => renameValue(schema.item, item, names));
    default:
      return value;
  }
}

/** A text that two values share if and only if one is the other with other names. */
export function orbitOf(schema: Schema, value: unknown, every: readonly Names[]): string {
  return every
    .map((names) => normalForm(schema, renameValue(schema, value, names)))
    .reduce((least, form) => (form < least ? form : least));
}
