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
  readonly domain: string;

  constructor(path: string, value: unknown, domain: string) {
    super(`${path === '' ? 'the state' : path} is ${show(value)}, which is not ${domain}`);
    this.path = path;
    this.value = value;
    this.domain = domain;
  }
}

/** Of a value that is not what it should be, the beginning says enough. */
const MOST_SHOWN = 1000;

function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  try {
    const text = JSON.stringify(value) ?? typeof value;
    return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}...`;
  } catch {
    return typeof value;
  }
}

/**
 * Writes a plain value into `slots`; those it does not use become 0.
 * Items of a bag keep the order given: sort them afterwards (`bags.ts`).
 * @throws DomainError for anything but plain data within the schema's domains.
 */
export function writeSlots(schema: Schema, value: unknown, slots: Int32Array): void {
  slots.fill(0);
  writeValue(schema, value, slots, 0);
}

/** Writes into slots that are 0. */
function writeValue(schema: Schema, value: unknown, slots: Int32Array, base: number): void {
  const refuse = (): never => {
    throw new DomainError('', value, describeDomain(schema));
  };
  if (isScalar(schema)) {
    const code = encodeScalar(schema, value);
    if (code === -1) refuse();
    slots[base] = code;
    return;
  }
  switch (schema.kind) {
    case 'optional':
      if (value === null) return;
      slots[base] = 1;
      return writeValue(schema.inner, value, slots, base + 1);
    case 'record':
      if (!isPlainObject(value)) return refuse();
      return writeFields(schema.fields, value, slots, base, null);
    case 'union': {
      if (!isPlainObject(value)) return refuse();
      const variant = Object.keys(schema.variants).indexOf(value[schema.tag] as string);
      const fields = Object.values(schema.variants)[variant]?.fields;
      if (fields === undefined) return refuse();
      slots[base] = variant;
      return writeFields(fields, value, slots, base + 1, schema.tag);
    }
    case 'map': {
      if (!isPlainArray(value) || value.length !== keyCount(schema.key)) return refuse();
      const names = (index: number) => keyName(schema.key, index);
      return writeItems(schema.item, value, slots, base, names);
    }
    case 'list':
    case 'bag':
      if (!isPlainArray(value) || value.length > schema.capacity) return refuse();
      slots[base] = value.length;
      return writeItems(schema.item, value, slots, base + 1, String);
  }
}

function writeFields(
  fields: FieldSchemas,
  value: Readonly<Record<string, unknown>>,
  slots: Int32Array,
  base: number,
  tag: string | null,
): void {
  for (const field in value) {
    if (!Object.hasOwn(fields, field) && field !== tag)
      throw new DomainError(field, value[field], 'a field of the schema');
  }
  let start = base;
  for (const field in fields) {
    const inner = fields[field] as Schema;
    try {
      writeValue(inner, value[field], slots, start);
    } catch (error) {
      throw inside(field, error);
    }
    start += slotCount(inner);
  }
}

function writeItems(
  item: Schema,
  items: readonly unknown[],
  slots: Int32Array,
  base: number,
  nameOf: (index: number) => string,
): void {
  const width = slotCount(item);
  for (let index = 0; index < items.length; index++) {
    try {
      writeValue(item, items[index], slots, base + index * width);
    } catch (error) {
      throw inside(`[${nameOf(index)}]`, error);
    }
  }
}

/** An error of a part as one of the whole. So no path is put together while nothing is wrong. */
function inside(part: string, error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { path, value, domain } = error;
  const joint = path === '' || path.startsWith('[') ? '' : '.';
  return new DomainError(`${part}${joint}${path}`, value, domain);
}

/** Reads the plain value that starts at `base`: fresh objects and arrays throughout. */
export function readSlots(schema: Schema, slots: Int32Array, base = 0): unknown {
  const at = (slot: number): number => slots[slot] ?? 0;
  if (isScalar(schema)) return decodeScalar(schema, at(base));
  const items = (item: Schema, count: number, start: number): unknown[] => {
    const found: unknown[] = [];
    for (let index = 0; index < count; index++)
      found.push(readSlots(item, slots, start + index * slotCount(item)));
    return found;
  };
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
  const value: Record<string, unknown> = {};
  let start = base;
  for (const field in fields) {
    const inner = fields[field] as Schema;
    value[field] = readSlots(inner, slots, start);
    start += slotCount(inner);
  }
  return value;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isPlainArray(value: unknown): value is unknown[] {
  return Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype;
}
