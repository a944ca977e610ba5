/**
 * The components of a state that are counted: fields, also of records in maps, and the items of lists
 * and bags. Keys are left out of their paths: `replicas[].log` is the log of every replica.
 */

import { isScalar, keyCount } from '../schema/domain.ts';
import type { RecordSchema, Schema } from '../schema/kinds.ts';
import { slotCount } from '../schema/layout.ts';
import { fieldPath } from '../schema/places.ts';

/** One of the places of a component, and what must be so for it to hold a value. */
export interface ComponentPlace {
  /** Its first slot. */
  readonly base: number;
  /** Each of these slots is above this: the list is long enough, the optional part is there. */
  readonly when: readonly { readonly slot: number; readonly above: number }[];
}

export interface Component {
  /** `replicas[].log` */
  readonly path: string;
  readonly schema: Schema;
  readonly places: readonly ComponentPlace[];
  /** A field, which could be left out of every state; false for an item, which could not. */
  readonly isField: boolean;
  /** Whether a field inside it is a component of its own. */
  readonly hasFields: boolean;
}

/** The components of a state, each before those inside it, in the order of the schema. */
export function componentsOf(schema: RecordSchema): Component[] {
  return fieldsOf(schema, '', [{ base: 0, when: [] }]);
}

function fieldsOf(
  { fields }: RecordSchema,
  path: string,
  places: readonly ComponentPlace[],
): Component[] {
  let start = 0;
  return Object.entries(fields).flatMap(([field, schema]) => {
    const moved = places.map(({ base, when }) => ({ base: base + start, when }));
    start += slotCount(schema);
    return withinOf(schema, fieldPath(path, field), moved, true);
  });
}

/** A component, and those inside it. */
function withinOf(
  schema: Schema,
  path: string,
  places: readonly ComponentPlace[],
  isField: boolean,
): Component[] {
  const inner = partsOf(schema, path, places);
  const hasFields = inner.some((part) => part.isField);
  return [{ path, schema, places, isField, hasFields }, ...inner];
}

function partsOf(schema: Schema, path: string, places: readonly ComponentPlace[]): Component[] {
  if (isScalar(schema)) return [];
  switch (schema.kind) {
    case 'record':
      return fieldsOf(schema, path, places);
    case 'optional': {
      const present = places.map(({ base, when }) => ({
        base: base + 1,
        when: [...when, { slot: base, above: 0 }],
      }));
      return partsOf(schema.inner, path, present);
    }
    case 'map': {
      const width = slotCount(schema.item);
      const items = places.flatMap(({ base, when }) =>
        Array.from({ length: keyCount(schema.key) }, (_, key) => ({
          base: base + key * width,
          when,
        })),
      );
      return withinOf(schema.item, `${path}[]`, items, false);
    }
    case 'list':
    case 'bag': {
      const width = slotCount(schema.item);
      const items = places.flatMap(({ base, when }) =>
        Array.from({ length: schema.capacity }, (_, index) => ({
          base: base + 1 + index * width,
          when: [...when, { slot: base, above: index }],
        })),
      );
      // Not their fields: items move up when one before them goes, and one field alone says little.
      return [
        { path: `${path}[]`, schema: schema.item, places: items, isField: false, hasFields: false },
      ];
    }
    case 'union':
      return [];
  }
}
