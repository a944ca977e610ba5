/** The components of plain states, told apart without slots: to compare the counts of them with. */

import { isScalar } from '../schema/domain.ts';
import type { FieldSchemas, RecordSchema, Schema } from '../schema/kinds.ts';
import { normalForm } from './values.ts';

type Fields = Readonly<Record<string, unknown>>;
type Found = (path: string, form: string) => void;

/** Tells `found` of each component of a state, as in `componentsOf`, and of its value. */
export function eachComponent(schema: RecordSchema, state: unknown, found: Found): void {
  eachField(schema.fields, state, '', found);
}

function eachField(fields: FieldSchemas, value: unknown, path: string, found: Found): void {
  for (const [field, inner] of Object.entries(fields))
    each(inner, (value as Fields)[field], path === '' ? field : `${path}.${field}`, found);
}

function each(schema: Schema, value: unknown, path: string, found: Found): void {
  found(path, normalForm(schema, value));
  inside(schema, value, path, found);
}

function inside(schema: Schema, value: unknown, path: string, found: Found): void {
  if (isScalar(schema) || value === null) return;
  if (schema.kind === 'optional') return inside(schema.inner, value, path, found);
  if (schema.kind === 'record') return eachField(schema.fields, value, path, found);
  if (schema.kind === 'union') return;
  for (const item of value as readonly unknown[]) {
    if (schema.kind === 'map') each(schema.item, item, `${path}[]`, found);
    else found(`${path}[]`, normalForm(schema.item, item));
  }
}

/** Whether the path is that of an item of a map, a list or a bag, and not of a field. */
export function isItem(path: string): boolean {
  return path.endsWith('[]');
}

/**
 * A text that two states share if they are equal but for the component at `path`, whatever is in the
 * fields of it. `path` is one of `eachComponent`, and that of a field.
 */
export function formWithout(schema: RecordSchema, state: unknown, path: string): string {
  return normalForm(schema, without(schema, state, '', path));
}

/** A copy in which the component is null, whatever its kind. */
function without(schema: Schema, value: unknown, at: string, path: string): unknown {
  if (at === path) return null;
  if (isScalar(schema) || value === null || schema.kind === 'union') return value;
  if (schema.kind === 'optional') return without(schema.inner, value, at, path);
  if (schema.kind === 'record')
    return Object.fromEntries(
      Object.entries(schema.fields).map(([field, inner]) => [
        field,
        without(inner, (value as Fields)[field], at === '' ? field : `${at}.${field}`, path),
      ]),
    );
  if (schema.kind !== 'map') return value;
  return (value as readonly unknown[]).map((item) => without(schema.item, item, `${at}[]`, path));
}
