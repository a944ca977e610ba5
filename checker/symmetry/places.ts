/**
 * The places of a state that hold a number, with whose each is and when it is in use: what the generated
 * code of renaming and of keys is made from.
 */
import { isScalar, keyCount } from '../schema/domain.ts';
import type { MapSchema, RecordSchema, ScalarSchema, Schema } from '../schema/kinds.ts';
import { slotCount } from '../schema/layout.ts';

/** An individual whose item of a map a place is in. */
export interface Owner {
  readonly type: string;
  readonly individual: number;
  /** How far apart the items of two neighbours are. */
  readonly width: number;
}

/** Another place decides whether this one is in use: a length, a presence, a variant. */
interface Use {
  readonly slot: number;
  readonly is: 'above' | 'equal';
  readonly number: number;
}

export interface Place {
  readonly slot: number;
  /** Null for a number that is not a value: a length, a presence, a variant. */
  readonly schema: ScalarSchema | null;
  /** The same for two places if and only if renaming, or the order of a bag, can swap what is there. */
  readonly path: string;
  readonly owners: readonly Owner[];
  /** When it is in use. A place that is not holds 0. */
  readonly when: readonly Use[];
  /** Whether a place of another variant shares its slot. */
  readonly shared: boolean;
  /** The slot of the innermost item of a bag that it is in; null outside of bags. */
  readonly item: number | null;
}

/** Every place of a state; those that decide whether another is in use come before it. */
export function placesOf(schema: RecordSchema): Place[] {
  return inside(schema, {
    slot: 0,
    schema: null,
    path: '',
    owners: [],
    when: [],
    shared: false,
    item: null,
  });
}

function inside(schema: Schema, at: Place): Place[] {
  if (isScalar(schema)) return [{ ...at, schema }];
  switch (schema.kind) {
    case 'optional':
      return [at, ...inside(schema.inner, below(at, 1, '?', [used(at, 'above', 0)]))];
    case 'record': {
      let offset = 0;
      return Object.entries(schema.fields).flatMap(([field, inner]) => {
        const places = inside(inner, below(at, offset, `.${field}`));
        offset += slotCount(inner);
        return places;
      });
    }
    case 'map':
      return insideMap(schema, at);
    case 'list':
    case 'bag': {
      const width = slotCount(schema.item);
      const items = Array.from({ length: schema.capacity }, (_, index) => {
        const name = schema.kind === 'list' ? `[${index}]` : '[*]';
        const item = below(at, 1 + index * width, name, [used(at, 'above', index)]);
        return schema.kind === 'list' ? item : { ...item, item: item.slot };
      });
      return [at, ...items.flatMap((item) => inside(schema.item, item))];
    }
    case 'union':
      return [
        at,
        ...Object.entries(schema.variants).flatMap(([name, variant], code) => {
          const place = below(at, 1, `|${name}`, [used(at, 'equal', code)]);
          return inside(variant, { ...place, shared: true });
        }),
      ];
  }
}

function insideMap({ key, item }: MapSchema, at: Place): Place[] {
  const width = slotCount(item);
  return Array.from({ length: keyCount(key) }, (_, index) => {
    if (key.kind === 'int') return inside(item, below(at, index * width, `[${index}]`));
    const place = below(at, index * width, `[${key.name}]`);
    const owner = { type: key.name, individual: index, width };
    return inside(item, { ...place, owners: [...at.owners, owner] });
  }).flat();
}

function below(at: Place, offset: number, name: string, when: readonly Use[] = []): Place {
  return {
    ...at,
    slot: at.slot + offset,
    path: `${at.path}${name}`,
    when: [...at.when, ...when],
  };
}

function used({ slot }: Place, is: Use['is'], number: number): Use {
  return { slot, is, number };
}

/** An expression for whether a place is in use in the row of slots called `row`. */
export function inUse({ when }: Place, row: string): string {
  return when
    .map(({ slot, is, number }) => `${row}[${slot}] ${is === 'above' ? '>' : '==='} ${number}`)
    .join(' && ');
}
