/**
 * Random small models that treat individuals as nothing more than that: what happens is told of one or
 * two individuals that an action is given, wherever their names occur.
 */
import fc from 'fast-check';
import { removeAt } from '../schema/containers.ts';
import { decodeScalar, encodeScalar, isScalar, keyCount, largestCode } from '../schema/domain.ts';
import {
  bag,
  bool,
  identity,
  int,
  list,
  mapOf,
  optional,
  type RecordSchema,
  record,
  type ScalarSchema,
  type Schema,
  setOf,
  union,
} from '../schema/kinds.ts';
import { layoutOf } from '../schema/layout.ts';
import type { MutableSequence } from '../schema/value.ts';
import type { Action } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { child, type Place } from './edits.ts';
import { numbersFrom, valueFrom } from './values.ts';

export const BROKER = identity('broker', 3);
export const CLIENT = identity('client', 2);

/** The individuals that something is told of: two of each type, who may be the same. */
type Cast = Readonly<Record<string, readonly [number, number]>>;

const scalar: fc.Arbitrary<ScalarSchema> = fc.constantFrom<ScalarSchema>(
  BROKER,
  optional(BROKER),
  setOf(BROKER),
  optional(setOf(BROKER)),
  CLIENT,
  optional(CLIENT),
  setOf(CLIENT),
  int(-1, 1),
  bool(),
);

function compound(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.oneof(
    inner.map((item) => mapOf(BROKER, item)),
    inner.map((item) => mapOf(CLIENT, item)),
    inner.map((item) => mapOf(int(0, 1), item)),
    inner.map((item) => list(item, 2)),
    inner.map((item) => bag(item, 2)),
    fc.tuple(inner, inner).map(([a, b]) => record({ a, b })),
    inner.map((a) => optional(record({ a }))),
    fc
      .tuple(inner, inner, inner)
      .map(([a, b, c]) => union('kind', { one: record({ a, b }), two: record({ c }) })),
  );
}

/** Messages on their way, of two sorts: what protocols are made of. */
const inbox = bag(
  union('kind', {
    vote: record({ from: BROKER, to: optional(BROKER), term: int(0, 2) }),
    beat: record({ term: int(0, 2), on: bool(), seen: setOf(BROKER) }),
  }),
  3,
);

/** Schemas that name individuals in every way there is, as deep as three. */
export const symmetricSchema: fc.Arbitrary<RecordSchema> = fc
  .array(
    fc.oneof(
      scalar,
      compound(fc.oneof({ weight: 2, arbitrary: scalar }, compound(scalar))),
      fc.constant(inbox),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((fields) =>
    record({
      who: optional(BROKER),
      ...Object.fromEntries(fields.map((field, nth) => [`f${nth}`, field])),
    }),
  )
  .filter((schema) => layoutOf(schema).bits < 400);

interface Told {
  /** Where: one number a choice of field, index, or of one of the cast. */
  readonly path: readonly number[];
  readonly seed: number;
}

const told: fc.Arbitrary<Told> = fc.record({
  path: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }),
  seed: fc.nat(),
});

/** The component that is told of; a bag has no order to choose one of its items by. */
function placeOf(schema: RecordSchema, state: unknown, { path }: Told, cast: Cast): Place {
  const root: Place = { path: '', schema, value: state, replace: () => undefined };
  let place = child(root, path[0] ?? 0) ?? root;
  for (const choice of path.slice(1)) {
    const kind = place.schema.kind === 'optional' ? place.schema.inner : place.schema;
    if (kind.kind === 'bag') break;
    const inner = child(
      place,
      kind.kind === 'map' && kind.key.kind === 'identity'
        ? oneOf(cast, kind.key.name, choice)
        : choice,
    );
    if (inner === null) break;
    place = inner;
  }
  return place;
}

function oneOf(cast: Cast, type: string, choice: number): number {
  return cast[type]?.[choice % 2 === 0 ? 0 : 1] ?? 0;
}

/** A value that names nobody but the cast. */
function valueTold(schema: Schema, next: () => number, cast: Cast): unknown {
  switch (schema.kind) {
    case 'identity':
      return oneOf(cast, schema.name, next());
    case 'set': {
      if (schema.key.kind !== 'identity') return 0;
      const { name, size } = schema.key;
      const all = 2 ** size - 1;
      const [one, other] = [1 << oneOf(cast, name, 0), 1 << oneOf(cast, name, 1)];
      return [0, one, one | other, all, all & ~one][next() % 5];
    }
    case 'optional':
      return next() % 2 === 0 ? null : valueTold(schema.inner, next, cast);
    case 'record':
      return Object.fromEntries(
        Object.entries(schema.fields).map(([field, inner]) => [
          field,
          valueTold(inner, next, cast),
        ]),
      );
    case 'union': {
      const variants = Object.entries(schema.variants);
      const [name, variant] = variants[next() % variants.length] ?? ['', record({})];
      return { [schema.tag]: name, ...(valueTold(variant, next, cast) as object) };
    }
    case 'map': {
      const [usual, special] = [
        valueTold(schema.item, next, cast),
        valueTold(schema.item, next, cast),
      ];
      const { key } = schema;
      const chosen = key.kind === 'identity' ? oneOf(cast, key.name, next()) : next() % 2;
      return Array.from({ length: keyCount(key) }, (_, at) =>
        // Each its own: no part of a state is in two places.
        structuredClone(at === chosen ? special : usual),
      );
    }
    case 'list':
    case 'bag':
      return Array.from({ length: next() % (schema.capacity + 1) }, () =>
        valueTold(schema.item, next, cast),
      );
    default:
      return valueFrom(schema, next);
  }
}

function carryOut(schema: RecordSchema, draft: unknown, edit: Told, cast: Cast): void {
  const next = numbersFrom(edit.seed);
  const { schema: found, value, replace } = placeOf(schema, draft, edit, cast);
  if (found.kind === 'int' || found.kind === 'bool')
    return replace(
      decodeScalar(found, (encodeScalar(found, value) + 1) % (largestCode(found) + 1)),
    );
  if (found.kind === 'set' && found.key.kind === 'identity' && next() % 2 === 0)
    return replace((value as number) ^ (1 << oneOf(cast, found.key.name, next())));
  if (found.kind !== 'list' && found.kind !== 'bag') return replace(valueTold(found, next, cast));
  const items = value as MutableSequence<unknown, unknown>;
  const choice = next() % 3;
  if (choice > 0 && items.length < found.capacity) items.push(valueTold(found.item, next, cast));
  else if (found.kind === 'bag' || items.length === 0) items.length = 0;
  else removeAt(items, 0);
}

/** Whether a component says something of the cast. */
function isSo(schema: RecordSchema, state: unknown, question: Told, cast: Cast): boolean {
  const { schema: found, value } = placeOf(schema, state, question, cast);
  const { seed } = question;
  if (value === null) return seed % 2 === 0;
  const kind = found.kind === 'optional' ? found.inner : found;
  if (kind.kind === 'identity') return (value === oneOf(cast, kind.name, seed)) === seed % 3 > 0;
  if (kind.kind === 'set' && kind.key.kind === 'identity')
    return (((value as number) >>> oneOf(cast, kind.key.name, seed)) & 1) === seed % 2;
  if (isScalar(kind)) return encodeScalar(kind, value) % 2 === seed % 2;
  if (kind.kind === 'list' || kind.kind === 'bag')
    return (value as { readonly length: number }).length > seed % 2;
  return true;
}

const PARAMETERS = { p: BROKER, q: BROKER, c: CLIENT };
type Given = Readonly<Record<keyof typeof PARAMETERS, number>>;

const castOf = ({ p, q, c }: Given): Cast => ({ broker: [p, q], client: [c, c] });

const EVERY_CAST: readonly Cast[] = [0, 1, 2].flatMap((p) =>
  [0, 1, 2].flatMap((q) => [0, 1].map((c) => castOf({ p, q, c }))),
);

function anyAction(schema: RecordSchema): fc.Arbitrary<Omit<Action, 'name'>> {
  return fc
    .record({
      questions: fc.array(told, { maxLength: 2 }),
      edits: fc.array(told, { minLength: 1, maxLength: 2 }),
      differ: fc.boolean(),
    })
    .map(({ questions, edits, differ }) => ({
      parameters: PARAMETERS,
      actor: null,
      fault: false,
      guard: [
        {
          name: 'they differ',
          holds: (_: unknown, given: unknown) => !differ || differs(given as Given),
        },
        ...questions.map((question, nth) => ({
          name: `condition ${nth}`,
          holds: (state: unknown, given: unknown) =>
            isSo(schema, state, question, castOf(given as Given)),
        })),
      ],
      effect: (draft, given) => {
        for (const edit of edits) carryOut(schema, draft, edit, castOf(given as Given));
      },
    }));
}

function differs({ p, q }: Given): boolean {
  return p !== q;
}

/** Claims that there are no two individuals, or that there are, of whom something is so. */
function anyProperty(schema: RecordSchema): fc.Arbitrary<Property> {
  const kind = fc.constantFrom('always', 'step', 'sometimes', 'sometimes-step');
  return fc
    .record({
      kind,
      before: fc.array(told, { maxLength: 2 }),
      after: fc.array(told, { minLength: 1, maxLength: 3 }),
    })
    .map(({ kind, before, after }): Property => {
      const all = (state: unknown, questions: readonly Told[], cast: Cast): boolean =>
        questions.every((question) => isSo(schema, state, question, cast));
      const state = (one: unknown): boolean =>
        EVERY_CAST.some((cast) => all(one, [...before, ...after], cast));
      const step = (one: unknown, other: unknown): boolean =>
        EVERY_CAST.some((cast) => all(one, before, cast) && all(other, after, cast));
      const named = { name: '', claim: '' };
      switch (kind) {
        case 'always':
          return { ...named, kind, holds: (one) => !state(one) };
        case 'sometimes':
          return { ...named, kind, holds: state };
        case 'step':
          return { ...named, kind, holds: (one, other) => !step(one, other) };
        default:
          return { ...named, kind: 'sometimes-step', holds: step };
      }
    });
}

/** A random symmetric model. Its initial states need not be symmetric. */
export const symmetricModel: fc.Arbitrary<Model> = symmetricSchema.chain((schema) =>
  fc
    .record({
      seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      actions: fc.array(anyAction(schema), { minLength: 1, maxLength: 3 }),
      properties: fc.array(anyProperty(schema), { maxLength: 4 }),
      deadlock: fc.constantFrom('allowed', 'forbidden'),
    })
    .map(({ seeds, actions, properties, deadlock }) =>
      defineModel({
        name: 'random and symmetric',
        state: schema,
        initial: seeds.map((seed) => valueFrom(schema, numbersFrom(seed)) as never),
        actions: actions.map((action, nth) => ({ ...action, name: `Action${nth}` })),
        properties: properties.map((property, nth) => ({ ...property, name: `property ${nth}` })),
        deadlock,
      }),
    ),
);
