/** Random schemas for property-based tests: every kind, nested, with awkward names and bounds. */
import fc from 'fast-check';
import {
  bag,
  bool,
  type FieldSchemas,
  identity,
  int,
  type KeySchema,
  list,
  mapOf,
  oneOf,
  optional,
  type RecordSchema,
  record,
  type ScalarSchema,
  type Schema,
  setOf,
  union,
} from '../schema/kinds.ts';
import { layoutOf } from '../schema/layout.ts';

/** Also names that a view or an object has for itself, and names that need quoting in code. */
const FIELD_NAMES = ['a', 'b', 'c', 'length', 'at', 'put', 'constructor', 'toString', '0', "it's"];
const VALUE_NAMES = ['x', 'y', 'none', '', 'a"b', 'x, y', '__proto__', '\u2028\\'];

const key: fc.Arbitrary<KeySchema> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((size) => identity('broker', size)),
  fc.integer({ min: 0, max: 3 }).map((max) => int(0, max)),
);

const bounds = fc.oneof(
  fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 5 })),
  fc.tuple(fc.integer({ min: -(2 ** 31) + 1, max: 0 }), fc.integer({ min: 0, max: 2 ** 31 - 2 })),
);

const required: fc.Arbitrary<ScalarSchema> = fc.oneof(
  { weight: 3, arbitrary: bounds.map(([min, span]) => int(min, min + span)) },
  fc.constant(bool()),
  fc
    .uniqueArray(fc.constantFrom(...VALUE_NAMES), { minLength: 1, maxLength: 5 })
    .map((names) => oneOf(...names)),
  fc.integer({ min: 1, max: 9 }).map((size) => identity('replica', size, 'b')),
  key.map(setOf),
  fc.constantFrom(setOf(int(0, 29)), setOf(identity('broker', 31))),
);

const scalar: fc.Arbitrary<ScalarSchema> = fc.oneof(
  { weight: 3, arbitrary: required },
  { weight: 1, arbitrary: required.filter(leavesRoomForNull).map(optional) },
);

/** A set of 31 keys has a value for every number of 31 bits. */
function leavesRoomForNull(schema: ScalarSchema): boolean {
  return !(schema.kind === 'set' && schema.key.kind === 'identity' && schema.key.size === 31);
}

function fields(inner: fc.Arbitrary<Schema>, minLength: number): fc.Arbitrary<FieldSchemas> {
  const names = fc.uniqueArray(fc.constantFrom(...FIELD_NAMES), { minLength, maxLength: 4 });
  return names.chain((chosen) =>
    fc
      .tuple(...chosen.map(() => inner))
      .map((schemas) => Object.fromEntries(schemas.map((schema, at) => [chosen[at], schema]))),
  );
}

function compound(inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  const capacity = fc.integer({ min: 0, max: 3 });
  const structure = fc.oneof(
    fields(inner, 0).map((chosen) => record(chosen)),
    fc.tuple(key, inner).map(([keys, item]) => mapOf(keys, item)),
    fc.tuple(inner, capacity).map(([item, most]) => list(item, most)),
    fc.tuple(inner, capacity).map(([item, most]) => bag(item, most)),
    fc
      .array(
        fields(inner, 0).map((chosen) => record(chosen)),
        { minLength: 1, maxLength: 3 },
      )
      .map((variants) =>
        union('kind', Object.fromEntries(variants.map((variant, at) => [`v${at}`, variant]))),
      ),
  );
  return fc.oneof(
    { weight: 4, arbitrary: structure },
    { weight: 1, arbitrary: structure.map(optional) },
  );
}

function nested(depth: number): fc.Arbitrary<Schema> {
  if (depth === 0) return scalar;
  return fc.oneof(scalar, compound(nested(depth - 1)));
}

/** Any state schema that can be packed. */
export const anySchema: fc.Arbitrary<RecordSchema> = fields(nested(3), 1)
  .map((chosen) => record(chosen))
  .filter(fits);

const smallScalar: fc.Arbitrary<ScalarSchema> = fc.oneof(
  fc.integer({ min: -2, max: 1 }).map((min) => int(min, min + 2)),
  fc.constantFrom<ScalarSchema>(
    bool(),
    oneOf('x', 'y'),
    identity('broker', 2),
    setOf(int(0, 1)),
    optional(int(0, 1)),
  ),
);

/** A state schema of a few small components: its whole space can be explored in a moment. */
export const smallSchema: fc.Arbitrary<RecordSchema> = fields(
  fc.oneof(
    { weight: 3, arbitrary: smallScalar },
    { weight: 2, arbitrary: compound(fc.oneof(smallScalar, compound(smallScalar))) },
  ),
  1,
).map((chosen) => record(chosen));

function fits(schema: RecordSchema): boolean {
  try {
    return layoutOf(schema).bits > 0;
  } catch {
    return false;
  }
}
