/**
 * Between plain data (what people, JSON and immer see) and slots, with every value checked. This is
 * the slow, strict way: the search uses the generated views and codec, and is compared with this.
 */
import { decodeScalar, describeDomain, encodeScalar, isScalar, keyCount } from './domain.ts';
import type { FieldSchemas, Schema } from './kinds.ts';
import { slotCount } from './layout.ts';
import { keyName } from './places.ts';

/** A value outside the declared domain of its component. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly path: string;
  readonly value: unknown;

  constructor(path: string, value: unknown, domain: string) {
    super(`${path === '' ? 'the state' : path} is ${show(value)}, which is not ${domain}`);
    this.path = path;
    this.value = value;
  }
}

function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}

/**
 * Writes a plain value into `slots` from `base` on; slots it does not use become 0.
 * Items of a bag keep the order given: sort them afterwards (`bags.ts`).
 * @throws DomainError for anything but plain data within the schema's domains.
 */
export function writeSlots(
  schema: Schema,
  value: unknown,
  slots: Int32Array,
  base = 0,
  path = '',
): void {
  const refuse = (): never => {
    throw new DomainError(path, value, describeDomain(schema));
  };
  if (isScalar(schema)) {
    const code = encodeScalar(schema, value);
    if (code === -1) refuse();
    slots[base] = code;
    return;
  }
  slots.fill(0, base, base + slotCount(schema));
  switch (schema.kind) {
    case 'optional':
      if (value === null) return;
      slots[base] = 1;
      return writeSlots(schema.inner, value, slots, base + 1, path);
    case 'record':
      if (!isPlainObject(value)) return refuse();
      return writeFields(schema.fields, value, slots, base, path, null);
    case 'union': {
      if (!isPlainObject(value)) return refuse();
      const variant = Object.keys(schema.variants).indexOf(value[schema.tag] as string);
      const fields = Object.values(schema.variants)[variant]?.fields;
      if (fields === undefined) return refuse();
      slots[base] = variant;
      return writeFields(fields, value, slots, base + 1, path, schema.tag);
    }
    case 'map': {
      if (!isPlainArray(value) || value.length !== keyCount(schema.key)) return refuse();
      const names = (index: number) => keyName(schema.key, index);
      return writeItems(schema.item, value, slots, base, path, names);
    }
    case 'list':
    case 'bag':
      if (!isPlainArray(value) || value.length > schema.capacity) return refuse();
      slots[base] = value.length;
      return writeItems(schema.item, value, slots, base + 1, path, String);
  }
}

function writeFields(
  fields: FieldSchemas,
  value: Readonly<Record<string, unknown>>,
  slots: Int32Array,
  base: number,
  path: string,
  tag: string | null,
): void {
  for (const field of Object.keys(value)) {
    if (!Object.hasOwn(fields, field) && field !== tag)
      throw new DomainError(join(path, field), value[field], 'a field of the schema');
  }
  let start = base;
  for (const [field, inner] of Object.entries(fields)) {
    writeSlots(inner, value[field], slots, start, join(path, field));
    start += slotCount(inner);
  }
}

function writeItems(
  item: Schema,
  items: readonly unknown[],
  slots: Int32Array,
  base: number,
  path: string,
  nameOf: (index: number) => string,
): void {
  const width = slotCount(item);
  for (let index = 0; index < items.length; index++)
    writeSlots(item, items[index], slots, base + index * width, `${path}[${nameOf(index)}]`);
}

/** Reads the plain value that starts at `base`: fresh objects and arrays throughout. */
export function readSlots(schema: Schema, slots: Int32Array, base = 0): unknown {
  const at = (slot: number): number => slots[slot] ?? 0;
  if (isScalar(schema)) return decodeScalar(schema, at(base));
  const items = (item: Schema, count: number, start: number): unknown[] =>
    Array.from({ length: count }, (_, index) =>
      readSlots(item, slots, start + index * slotCount(item)),
    );
  switch (schema.kind) {
    case 'optional':
      return at(base) === 0 ? null : readSlots(schema.inner, slots, base + 1);
    case 'record':
      return readFields(schema.fields, slots, base);
    case 'union': {
      const variant = Object.entries(schema.variants)[at(base)];
      if (variant === undefined) throw new Error(`no variant ${at(base)}`);
      return { [schema.tag]: variant[0], ...readFields(variant[1].fields, slots, base + 1) };
    }
    case 'map':
      return items(schema.item, keyCount(schema.key), base);
    case 'list':
    case 'bag':
      return items(schema.item, at(base), base + 1);
  }
}

function readFields(fields: FieldSchemas, slots: Int32Array, base: number): object {
  let start = base;
  return Object.fromEntries(
    Object.entries(fields).map(([field, inner]) => {
      const value = readSlots(inner, slots, start);
      start += slotCount(inner);
      return [field, value];
    }),
  );
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isPlainArray(value: unknown): value is unknown[] {
  return Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype;
}

function join(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}
