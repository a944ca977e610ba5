/**
 * Effects made from data: an edit walks down a state along a row of numbers and changes what it finds
 * there, only through what the state's type offers. The same edit means the same on every kind of
 * state, so plain data, drafts and views can be compared.
 */
import fc from 'fast-check';
import { put, removeAt } from '../schema/containers.ts';
import { decodeScalar, encodeScalar, isScalar, largestCode } from '../schema/domain.ts';
import type { RecordSchema, Schema } from '../schema/kinds.ts';
import { keyName } from '../schema/places.ts';
import type { MutableSequence } from '../schema/value.ts';
import { entriesOf, numbersFrom, valueFrom } from './values.ts';

export interface Edit {
  /** Where to go: one number a choice of field, key or index. */
  readonly path: readonly number[];
  /** What to do there: `next` with a scalar, the last three with a list or bag; else it is replaced. */
  readonly change: 'replace' | 'next' | 'push' | 'remove' | 'truncate';
  /** Chooses the new value. */
  readonly seed: number;
}

export const anyEdit: fc.Arbitrary<Edit> = fc.record(
  {
    path: fc.array(fc.nat({ max: 11 }), { maxLength: 5 }),
    change: fc.constantFrom('replace', 'next', 'push', 'remove', 'truncate'),
    seed: fc.nat(),
  },
  { noNullPrototype: true },
);

type Fields = Record<string, unknown>;
type Items = MutableSequence<unknown, unknown>;

/** Where an edit ends: a component, and how to give it another value. */
export interface Place {
  /** Its path, as error messages give it. */
  readonly path: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly replace: (value: unknown) => void;
}

/** Carries out an edit. Does nothing where there is nothing to change, such as in an empty list. */
export function applyEdit(schema: RecordSchema, state: unknown, edit: Edit): void {
  const { schema: found, value, replace } = placeAt(schema, state, edit.path);
  const kind = found.kind === 'optional' && value !== null ? found.inner : found;
  const next = numbersFrom(edit.seed);
  if (isScalar(found) && edit.change === 'next')
    return replace(
      decodeScalar(found, (encodeScalar(found, value) + 1) % (largestCode(found) + 1)),
    );
  if ((kind.kind !== 'list' && kind.kind !== 'bag') || edit.change === 'replace')
    return replace(valueFrom(found, next));
  const items = value as Items;
  if (edit.change === 'push' || edit.change === 'next') {
    if (items.length < kind.capacity) items.push(valueFrom(kind.item, next));
  } else if (items.length > 0) {
    if (edit.change === 'remove') removeAt(items, next() % items.length);
    else items.length = next() % (items.length + 1);
  }
}

/** The component at the end of a path; the root is never replaced, but its first field. */
export function placeAt(schema: RecordSchema, state: unknown, path: readonly number[]): Place {
  const root = { path: '', schema, value: state, replace: () => undefined };
  let place: Place = child(root, path[0] ?? 0) ?? root;
  for (const choice of path.slice(1)) {
    const inner = child(place, choice);
    if (inner === null) break;
    place = inner;
  }
  return place;
}

/** The component inside one, by a number that chooses the field, key or index; null if there is none. */
export function child({ path, schema, value, replace }: Place, choice: number): Place | null {
  if (value === null || isScalar(schema)) return null;
  switch (schema.kind) {
    case 'optional':
      return child({ path, schema: schema.inner, value, replace }, choice);
    case 'record':
    case 'union': {
      const fields = value as Fields;
      const chosen =
        schema.kind === 'record' ? schema : schema.variants[String(fields[schema.tag])];
      const entries = entriesOf(chosen?.fields ?? {});
      const [field, inner] = entries[choice % entries.length] ?? [];
      if (field === undefined || inner === undefined) return null;
      return {
        path: path === '' ? field : `${path}.${field}`,
        schema: inner,
        value: fields[field],
        replace: (changed) => {
          fields[field] = changed;
        },
      };
    }
    default: {
      const items = value as Items;
      if (items.length === 0) return null;
      const index = choice % items.length;
      const name = schema.kind === 'map' ? keyName(schema.key, index) : String(index);
      return {
        path: `${path}[${name}]`,
        schema: schema.item,
        value: items.at(index),
        replace: (changed) => put(items, index, changed),
      };
    }
  }
}
