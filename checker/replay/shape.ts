/** States that were recorded when the model had other fields: what is new, what is gone, and whether the rest is the same. */
import { isObject, type Json } from '../schema/json.ts';
import type { FieldSchemas, Schema } from '../schema/kinds.ts';
import { fieldPath, keyName } from '../schema/places.ts';
import type { Difference } from '../schema/text.ts';

type JsonObject = Readonly<Record<string, Json>>;

/** The paths of fields that the schema has and the recorded state has not, and the other way round. */
export interface Reshaped {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** How the fields of states have changed since they were recorded; null where they have not. */
export function reshapedSince(schema: Schema, states: readonly Json[]): Reshaped | null {
  const added = new Map<string, string>();
  const gone = new Map<string, string>();
  // Of all items of a map or list the first stands for the others.
  const note = (where: Map<string, string>, path: string): void => {
    const alike = path.replaceAll(/\[[^\]]*\]/g, '[]');
    if (!where.has(alike)) where.set(alike, path);
  };
  for (const state of states)
    compareFields(schema, state, '', {
      added: (path) => note(added, path),
      gone: (path) => note(gone, path),
    });
  if (added.size === 0 && gone.size === 0) return null;
  return { added: [...added.values()], gone: [...gone.values()] };
}

interface Notes {
  readonly added: (path: string) => void;
  readonly gone: (path: string) => void;
}

function compareFields(schema: Schema, json: Json | undefined, path: string, notes: Notes): void {
  switch (schema.kind) {
    case 'optional':
      return compareFields(schema.inner, json, path, notes);
    case 'record':
      if (isObject(json)) compareEach(schema.fields, json, path, notes);
      return;
    case 'union': {
      if (!isObject(json)) return;
      const { [schema.tag]: variant, ...fields } = json;
      const known = schema.variants[String(variant)];
      if (known !== undefined) compareEach(known.fields, fields, path, notes);
      return;
    }
    case 'map': {
      const { key, item } = schema;
      const items = Array.isArray(json) ? Object.entries(json) : Object.entries(json ?? {});
      for (const [name, one] of items) {
        const place = key.kind === 'int' ? keyName(key, Number(name)) : name;
        compareFields(item, one as Json, `${path}[${place}]`, notes);
      }
      return;
    }
    case 'list':
    case 'bag':
      if (Array.isArray(json))
        json.forEach((one: Json, at) => {
          compareFields(schema.item, one, `${path}[${at}]`, notes);
        });
  }
}

function compareEach(fields: FieldSchemas, json: JsonObject, path: string, notes: Notes): void {
  for (const field of Object.keys(json))
    if (!Object.hasOwn(fields, field)) notes.gone(fieldPath(path, field));
  for (const [field, inner] of Object.entries(fields))
    if (Object.hasOwn(json, field))
      compareFields(inner, json[field], fieldPath(path, field), notes);
    else notes.added(fieldPath(path, field));
}

/** The parts that two states have in common, and in which they differ. */
export function disagreements(recorded: Json, found: Json, path = ''): readonly Difference[] {
  if (Array.isArray(recorded) && Array.isArray(found) && recorded.length === found.length)
    return recorded.flatMap((one: Json, at) =>
      disagreements(one, found[at] as Json, `${path}[${at}]`),
    );
  if (isObject(recorded) && isObject(found))
    return Object.entries(recorded).flatMap(([field, one]) => {
      const other = found[field];
      return other === undefined ? [] : disagreements(one, other, fieldPath(path, field));
    });
  if (recorded === found) return [];
  return [{ path, before: JSON.stringify(recorded), after: JSON.stringify(found) }];
}
