/** States as text for people, and the readable difference of two states. */

import { toJson } from './json.ts';
import type { FieldSchemas, KeySchema, Schema } from './kinds.ts';
import { fieldPath, keyName } from './places.ts';
import { members } from './sets.ts';
import type { SetOf, Value } from './value.ts';

/** A value in one line: `b1`, `{b1, b2}`, `[r0@e1]`, `none`. */
export function toText<S extends Schema>(schema: S, value: Value<S>): string;
export function toText(schema: Schema, value: unknown): string {
  switch (schema.kind) {
    case 'int':
    case 'bool':
    case 'oneOf':
      return String(value);
    case 'identity':
      return keyName(schema, value as number);
    case 'set':
      return `{${members(value as SetOf<number>)
        .map((key) => keyName(schema.key, key))
        .join(', ')}}`;
    case 'optional':
      return value === null ? 'none' : toText(schema.inner, value);
    case 'record':
      if (schema.show !== undefined) return schema.show(value as never);
      return `{${fieldTexts(schema.fields, value as Fields).join(', ')}}`;
    case 'map':
      return `{${(value as readonly unknown[])
        .map((item, key) => `${keyName(schema.key, key)}: ${toText(schema.item, item)}`)
        .join(', ')}}`;
    case 'list':
    case 'bag':
      return `[${(value as readonly unknown[])
        .map((item) => toText(schema.item, item))
        .join(', ')}]`;
    case 'union': {
      const fields = value as Fields;
      const variant = schema.variants[String(fields[schema.tag])];
      if (variant?.show !== undefined) return variant.show(value as never);
      const inner = fieldTexts(variant?.fields ?? {}, fields).join(', ');
      return `${String(fields[schema.tag])}(${inner})`;
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldTexts(fields: FieldSchemas, value: Fields): string[] {
  return Object.entries(fields).map(([field, inner]) => `${field}: ${toText(inner, value[field])}`);
}

/** One component that two states disagree on. */
export interface Difference {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The components in which two values of a schema differ, as deep as records and maps go, be they optional. */
export function differences<S extends Schema>(
  schema: S,
  before: Value<S>,
  after: Value<S>,
): Difference[];
export function differences(schema: Schema, before: unknown, after: unknown): Difference[] {
  return compare(schema, before, after, '');
}

function compare(schema: Schema, before: unknown, after: unknown, path: string): Difference[] {
  if (schema.kind === 'record' && schema.show === undefined) {
    return Object.entries(schema.fields).flatMap(([field, inner]) =>
      compare(inner, (before as Fields)[field], (after as Fields)[field], fieldPath(path, field)),
    );
  }
  if (schema.kind === 'map') {
    return (before as readonly unknown[]).flatMap((item, key) =>
      compare(
        schema.item,
        item,
        (after as readonly unknown[])[key],
        keyPath(path, schema.key, key),
      ),
    );
  }
  if (schema.kind === 'optional' && before !== null && after !== null)
    return compare(schema.inner, before, after, path);
  const was = JSON.stringify(toJson(schema, before));
  const is = JSON.stringify(toJson(schema, after));
  if (was === is) return [];
  const text = { path, before: toText(schema, before), after: toText(schema, after) };
  // Different values may print the same: a name `none` and nothing, or a `show` that leaves a part out.
  return [text.before === text.after ? { path, before: was, after: is } : text];
}

function keyPath(path: string, key: KeySchema, index: number): string {
  return `${path}[${keyName(key, index)}]`;
}

/** A state as lines, one for each component that is not itself a record or map. */
export function stateLines<S extends Schema>(schema: S, value: Value<S>): string[];
export function stateLines(schema: Schema, value: unknown): string[] {
  return leaves(schema, value, '', false);
}

/** The same, with the lines of a map's items once for keys whose items are equal: `brokers[b2, b3].process: running`. */
export function foldedStateLines<S extends Schema>(schema: S, value: Value<S>): string[];
export function foldedStateLines(schema: Schema, value: unknown): string[] {
  return leaves(schema, value, '', true);
}

function leaves(schema: Schema, value: unknown, path: string, folds: boolean): string[] {
  const isWhole = path === '';
  if (schema.kind === 'record' && schema.show === undefined && (isWhole || !isFlat(schema))) {
    return Object.entries(schema.fields).flatMap(([field, inner]) =>
      leaves(inner, (value as Fields)[field], isWhole ? field : `${path}.${field}`, folds),
    );
  }
  if (schema.kind === 'map') {
    const items = value as readonly unknown[];
    const groups = folds ? equalItems(schema.item, items) : items.map((_, index) => [index]);
    return groups.flatMap((group) => {
      const keys = group.map((index) => keyName(schema.key, index)).join(', ');
      return leaves(schema.item, items[group[0] ?? 0], `${path}[${keys}]`, folds);
    });
  }
  const text = toText(schema, value);
  return [isWhole ? text : `${path}: ${text}`];
}

/** The indices of items that are the same, together. */
function equalItems(schema: Schema, items: readonly unknown[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    const json = JSON.stringify(toJson(schema, item));
    groups.set(json, [...(groups.get(json) ?? []), index]);
  }
  return [...groups.values()];
}

/** A record that reads well in one line: no map, list or bag of records inside. */
function isFlat(schema: Schema): boolean {
  switch (schema.kind) {
    case 'record':
      return Object.values(schema.fields).every(isFlat);
    case 'map':
    case 'union':
      return false;
    case 'list':
    case 'bag':
      return schema.item.kind !== 'record' || schema.item.show !== undefined;
    case 'optional':
      return isFlat(schema.inner);
    default:
      return true;
  }
}
