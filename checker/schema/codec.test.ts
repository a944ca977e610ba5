import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotsOf } from '../system/step.ts';
import { anySchema } from '../testing/schemas.ts';
import { normalForm, numbersFrom, valueFrom } from '../testing/values.ts';
import { arbitrary } from './arbitrary.ts';
import { codecOf } from './codec.ts';
import { bag, int, list, optional, type RecordSchema, record, union } from './kinds.ts';
import { layoutOf } from './layout.ts';
import { readSlots } from './plain.ts';

const schemaAndValue = anySchema.chain((schema) =>
  fc.tuple(fc.constant(schema), arbitrary<RecordSchema>(schema)),
);

function packed(schema: RecordSchema, value: unknown): string {
  const layout = layoutOf(schema);
  const words = new Int32Array(layout.words + 2).fill(77);
  codecOf(layout).pack(slotsOf(schema, value), words, 1);
  expect([words[0], words.at(-1)]).toEqual([77, 77]);
  return words.subarray(1, -1).join();
}

function unpacked(schema: RecordSchema, value: unknown): unknown {
  const layout = layoutOf(schema);
  const codec = codecOf(layout);
  const words = new Int32Array(layout.words + 1);
  codec.pack(slotsOf(schema, value), words, 1);
  const slots = new Int32Array(layout.largest.length).fill(-1);
  codec.unpack(words, 1, slots);
  return readSlots(schema, slots);
}

describe('codec', () => {
  it('gives back every value that it packed', () => {
    fc.assert(
      fc.property(schemaAndValue, ([schema, value]) => {
        expect(normalForm(schema, unpacked(schema, value))).toBe(normalForm(schema, value));
      }),
      { numRuns: 500 },
    );
  });

  it('packs two values into the same words if and only if they are equal', () => {
    const pair = anySchema.chain((schema) =>
      fc.tuple(
        fc.constant(schema),
        arbitrary<RecordSchema>(schema),
        arbitrary<RecordSchema>(schema),
      ),
    );
    fc.assert(
      fc.property(pair, ([schema, a, b]) => {
        const equal = normalForm(schema, a) === normalForm(schema, b);
        expect(packed(schema, a) === packed(schema, b)).toBe(equal);
      }),
      { numRuns: 500 },
    );
  });

  it('tells values apart that differ in one component', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), fc.nat(), fc.nat(), (schema, seed, other, which) => {
        const fields = Object.keys(schema.fields);
        const field = fields[which % fields.length] ?? '';
        const a = valueFrom(schema, numbersFrom(seed)) as Record<string, unknown>;
        const b = { ...a, [field]: (valueFrom(schema, numbersFrom(other)) as typeof a)[field] };
        const equal = normalForm(schema, a) === normalForm(schema, b);
        expect(packed(schema, a) === packed(schema, b)).toBe(equal);
      }),
      { numRuns: 300 },
    );
  });

  it('does not see the order of a bag, at any depth', () => {
    fc.assert(
      fc.property(schemaAndValue, fc.nat(), ([schema, value], seed) => {
        const next = numbersFrom(seed);
        expect(packed(schema, shuffleBags(schema, value, next))).toBe(packed(schema, value));
      }),
      { numRuns: 500 },
    );
  });

  it('sorts a bag within the active variant of a union only', () => {
    const schema = record({
      u: union('kind', {
        v: record({ items: bag(bag(int(0, 3), 2), 2) }),
        w: record({ items: list(list(int(0, 3), 2), 2) }),
      }),
    });
    const bags = (...items: number[][]) => packed(schema, { u: { kind: 'v', items } });
    const lists = (...items: number[][]) => packed(schema, { u: { kind: 'w', items } });
    expect(bags([3, 1], [2])).toBe(bags([2], [1, 3]));
    expect(new Set([lists([3, 1], [2]), lists([2], [1, 3]), lists([1, 3], [2])]).size).toBe(3);
  });

  it('gives back the widest state, whose parts straddle the words', () => {
    const widest = record({ first: int(0, 1), rest: list(int(-(2 ** 30), 2 ** 30 - 2), 65) });
    expect(layoutOf(widest)).toMatchObject({ words: 64 });
    for (const item of [-(2 ** 30), -1, 0, 2 ** 30 - 2]) {
      const state = { first: 1, rest: new Array(65).fill(item) };
      expect(unpacked(widest, state)).toEqual(state);
    }
  });

  it('keeps the last number of every width that a component can have', () => {
    for (let bits = 1; bits <= 30; bits++) {
      const max = 2 ** bits - 1;
      const schema = record({
        a: int(0, 4),
        b: int(0, max),
        c: optional(int(-max, 0)),
        d: int(0, 1),
      });
      for (const value of [0, 1, max - 1, max]) {
        const state = { a: 4, b: value, c: -value, d: 1 };
        expect(normalForm(schema, unpacked(schema, state))).toBe(normalForm(schema, state));
      }
    }
  });
});

/** The same value with the items of every bag in another order. */
function shuffleBags(schema: RecordSchema, value: unknown, next: () => number): unknown {
  const walk = (at: unknown, kind: RecordSchema['fields'][string]): unknown => {
    if (at === null) return null;
    const fieldsOf = (fields: RecordSchema['fields']) =>
      Object.fromEntries(
        Object.entries(at as object).map(([field, inner]) => {
          const known = fields[field];
          return [field, known === undefined ? inner : walk(inner, known)];
        }),
      );
    switch (kind.kind) {
      case 'optional':
        return walk(at, kind.inner);
      case 'record':
        return fieldsOf(kind.fields);
      case 'union':
        return fieldsOf(
          kind.variants[String((at as Record<string, unknown>)[kind.tag])]?.fields ?? {},
        );
      case 'map':
      case 'list':
        return (at as unknown[]).map((item) => walk(item, kind.item));
      case 'bag':
        return (at as unknown[])
          .map((item) => ({ item: walk(item, kind.item), order: next() }))
          .sort((a, b) => a.order - b.order)
          .map(({ item }) => item);
      default:
        return at;
    }
  };
  return walk(value, schema);
}
