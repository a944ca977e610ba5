/** States as JSON: individuals by name, sets as arrays of names, maps over individuals as objects. */
import { decodeScalar, describeDomain, encodeScalar, keyCount } from './domain.ts';
import type { FieldSchemas, KeySchema, Schema } from './kinds.ts';
import { fieldPath, keyName } from './places.ts';
import { DomainError } from './plain.ts';
import { members } from './sets.ts';
import type { SetOf, Value } from './value.ts';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Turns a plain value into JSON that people and other tools can read. */
export function toJson<S extends Schema>(schema: S, value: Value<S>): Json;
export function toJson(schema: Schema, value: unknown): Json {
  switch (schema.kind) {
    case 'int':
    case 'bool':
    case 'oneOf':
      return value as Json;
    case 'identity':
      return keyName(schema, value as number);
    case 'set':
      return members(value as SetOf<number>).map((key) => keyJson(schema.key, key));
    case 'optional':
      return value === null ? null : toJson(schema.inner, value);
    case 'record':
      return fieldsToJson(schema.fields, value as Readonly<Record<string, unknown>>);
    case 'map': {
      const items = (value as readonly unknown[]).map((item) => toJson(schema.item, item));
      if (schema.key.kind === 'int') return items;
      return Object.fromEntries(items.map((item, key) => [keyName(schema.key, key), item]));
    }
    case 'list':
    case 'bag':
      return (value as readonly unknown[]).map((item) => toJson(schema.item, item));
    case 'union': {
      const fields = value as Readonly<Record<string, unknown>>;
      const variant = fields[schema.tag] as string;
      const inner = schema.variants[variant]?.fields ?? {};
      return { [schema.tag]: variant, ...fieldsToJson(inner, fields) };
    }
  }
}

function fieldsToJson(
  fields: FieldSchemas,
  value: Readonly<Record<string, unknown>>,
): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(fields).map(([field, inner]) => [field, toJson(inner, value[field])]),
  );
}

function keyJson(key: KeySchema, index: number): Json {
  return key.kind === 'identity' ? keyName(key, index) : index;
}

/**
 * The inverse of `toJson`.
 * @throws DomainError with the path of the first part that does not fit the schema.
 */
export function fromJson<S extends Schema>(schema: S, json: unknown, path?: string): Value<S>;
export function fromJson(schema: Schema, json: unknown, path = ''): unknown {
  const refuse = (): never => {
    throw new DomainError(path, json, describeJson(schema));
  };
  switch (schema.kind) {
    case 'int':
    case 'bool':
    case 'oneOf':
      return encodeScalar(schema, json) === -1 ? refuse() : json;
    case 'identity': {
      const index = keyIndex(schema, json);
      return index === -1 ? refuse() : decodeScalar(schema, index);
    }
    case 'set': {
      if (!Array.isArray(json)) return refuse();
      const keys = json.map((item: unknown) => keyIndex(schema.key, item));
      if (keys.includes(-1) || new Set(keys).size < keys.length) return refuse();
      return keys.reduce((set, key) => set | (1 << key), 0);
    }
    case 'optional':
      return json === null ? null : fromJson(schema.inner, json, path);
    case 'record':
      return isObject(json) ? fieldsFromJson(schema.fields, json, path) : refuse();
    case 'map': {
      const keys = Array.from({ length: keyCount(schema.key) }, (_, key) => key);
      if (schema.key.kind === 'int' ? !Array.isArray(json) : !isObject(json)) return refuse();
      if (Object.keys(json as object).length !== keys.length) return refuse();
      return keys.map((key) => {
        const name = keyName(schema.key, key);
        return fromJson(schema.item, (json as Record<string, unknown>)[name], `${path}[${name}]`);
      });
    }
    case 'list':
    case 'bag':
      if (!Array.isArray(json) || json.length > schema.capacity) return refuse();
      return json.map((item: unknown, index) => fromJson(schema.item, item, `${path}[${index}]`));
    case 'union': {
      if (!isObject(json)) return refuse();
      const variant = json[schema.tag];
      const known = typeof variant === 'string' && Object.hasOwn(schema.variants, variant);
      const inner = known ? schema.variants[variant] : undefined;
      if (inner === undefined) return refuse();
      const { [schema.tag]: _, ...fields } = json;
      return { [schema.tag]: variant, ...fieldsFromJson(inner.fields, fields, path) };
    }
  }
}

function fieldsFromJson(
  fields: FieldSchemas,
  json: Readonly<Record<string, unknown>>,
  path: string,
): object {
  for (const field of Object.keys(json)) {
    if (!Object.hasOwn(fields, field))
      throw new DomainError(fieldPath(path, field), json[field], 'a field of the schema');
  }
  return Object.fromEntries(
    Object.entries(fields).map(([field, inner]) => [
      field,
      fromJson(inner, json[field], fieldPath(path, field)),
    ]),
  );
}

function keyIndex(key: KeySchema, json: unknown): number {
  if (key.kind === 'int') return encodeScalar(key, json);
  return Array.from({ length: key.size }, (_, index) => keyName(key, index)).indexOf(
    json as string,
  );
}

function describeJson(schema: Schema): string {
  if (schema.kind === 'identity')
    return `one of ${keyName(schema, 0)} to ${keyName(schema, schema.size - 1)}`;
  if (schema.kind === 'set') return 'an array of keys, each once';
  return describeDomain(schema);
}

/** Whether JSON is an object with fields, and no array. */
export function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
