import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../system/step.ts';
import { anySchema, smallSchema } from '../testing/schemas.ts';
import { normalForm } from '../testing/values.ts';
import { arbitrary } from './arbitrary.ts';
import {
  bag,
  identity,
  int,
  list,
  mapOf,
  oneOf,
  optional,
  type RecordSchema,
  record,
  type Schema,
  setOf,
  union,
} from './kinds.ts';
import { differences, foldedStateLines, stateLines, toText } from './text.ts';

const broker = identity('broker', 3);

const twoStates = fc.oneof(anySchema, smallSchema).chain((schema) => {
  const state = arbitrary<RecordSchema>(schema).map((value) => canonical(schema, value));
  return fc.tuple(fc.constant(schema), state, state);
});

const textOf = (schema: Schema, value: unknown) => toText<Schema>(schema, value);
const between = (schema: Schema, a: unknown, b: unknown) => differences<Schema>(schema, a, b);

describe('toText', () => {
  it('has a line for every value', () => {
    fc.assert(
      fc.property(twoStates, ([schema, value]) => {
        expect(textOf(schema, value)).toMatch(/^\{/);
        expect(stateLines<Schema>(schema, value).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[Schema, unknown, string]>([
    [broker, 1, 'b2'],
    [setOf(broker), 0b101, '{b1, b3}'],
    [setOf(broker), 0, '{}'],
    [optional(broker), null, 'none'],
    [mapOf(broker, int(0, 9)), [1, 2, 3], '{b1: 1, b2: 2, b3: 3}'],
    [list(int(-1, 1), 3), [-1, 1], '[-1, 1]'],
    [bag(oneOf('a', 'b'), 3), [], '[]'],
    [record({ a: int(0, 1), b: oneOf('x') }), { a: 0, b: 'x' }, '{a: 0, b: x}'],
    [record({ a: int(0, 1) }, ({ a }) => `#${a}`), { a: 1 }, '#1'],
    [
      union('kind', { vote: record({ epoch: int(0, 3) }) }),
      { kind: 'vote', epoch: 2 },
      'vote(epoch: 2)',
    ],
  ])('%#', (schema, value, text) => {
    expect(textOf(schema, value)).toBe(text);
  });
});

describe('differences', () => {
  it('of a state and itself are none', () => {
    fc.assert(
      fc.property(twoStates, ([schema, a]) => {
        expect(between(schema, a, structuredClone(a))).toEqual([]);
      }),
    );
  });

  it('of two states are none only if they are equal', () => {
    fc.assert(
      fc.property(twoStates, ([schema, a, b]) => {
        const found = between(schema, a, b);
        expect(found.length === 0).toBe(normalForm(schema, a) === normalForm(schema, b));
        for (const { before, after } of found) expect(before).not.toBe(after);
      }),
      { numRuns: 1000 },
    );
  });

  it('tell nothing from the name none', () => {
    const schema = record({ vote: optional(oneOf('none', 'some')) });
    expect(between(schema, { vote: null }, { vote: 'none' })).toEqual([
      { path: 'vote', before: 'null', after: '"none"' },
    ]);
  });

  it('tell values apart that print the same', () => {
    const dull = record({ id: int(0, 3) }, () => 'dull');
    const schema = record({ one: dull, log: list(dull, 2) });
    const a = { one: { id: 0 }, log: [{ id: 1 }] };
    const b = { one: { id: 1 }, log: [{ id: 2 }] };
    expect(between(schema, a, b)).toEqual([
      { path: 'one', before: '{"id":0}', after: '{"id":1}' },
      { path: 'log', before: '[{"id":1}]', after: '[{"id":2}]' },
    ]);
  });

  it('go as deep as records and maps', () => {
    const schema = record({
      brokers: mapOf(broker, record({ epoch: int(0, 9), isr: setOf(broker) })),
    });
    const at = (epoch: number) => ({ brokers: [1, epoch, 3].map((e) => ({ epoch: e, isr: 1 })) });
    expect(between(schema, at(2), at(7))).toEqual([
      { path: 'brokers[b2].epoch', before: '2', after: '7' },
    ]);
  });

  it('go into what is optional where it is there before and after', () => {
    const schema = record({ vote: optional(record({ epoch: int(0, 9), by: broker })) });
    const a = { vote: { epoch: 1, by: 0 } };
    expect(between(schema, a, { vote: { epoch: 2, by: 0 } })).toEqual([
      { path: 'vote.epoch', before: '1', after: '2' },
    ]);
    expect(between(schema, a, { vote: null })).toEqual([
      { path: 'vote', before: '{epoch: 1, by: b1}', after: 'none' },
    ]);
  });
});

describe('stateLines', () => {
  it('gives a flat state a line for each field', () => {
    const schema = record({ count: int(0, 3), done: setOf(broker) });
    expect(stateLines<Schema>(schema, { count: 2, done: 2 })).toEqual(['count: 2', 'done: {b2}']);
  });
});

describe('foldedStateLines', () => {
  it('gives items of a map that are the same their lines once', () => {
    const one = record({ epoch: int(0, 9), ends: mapOf(broker, int(0, 9)) });
    const schema = record({ brokers: mapOf(broker, one) });
    const item = (epoch: number, end: number) => ({ epoch, ends: [0, end, end] });
    const lines = foldedStateLines<Schema>(schema, {
      brokers: [item(1, 0), item(2, 3), item(1, 0)],
    });
    expect(lines).toEqual([
      'brokers[b1, b3].epoch: 1',
      'brokers[b1, b3].ends[b1, b2, b3]: 0',
      'brokers[b2].epoch: 2',
      'brokers[b2].ends[b1]: 0',
      'brokers[b2].ends[b2, b3]: 3',
    ]);
  });
});
