import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySchema } from '../testing/schemas.ts';
import { normalForm } from '../testing/values.ts';
import { arbitrary } from './arbitrary.ts';
import { fromJson, toJson } from './json.ts';
import {
  bag,
  bool,
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
import { DomainError } from './plain.ts';

const broker = identity('broker', 3);

const schemaAndValue = anySchema.chain((schema) =>
  fc.tuple(fc.constant(schema), arbitrary<RecordSchema>(schema)),
);

describe('JSON', () => {
  it('gives back every value, through text', () => {
    fc.assert(
      fc.property(schemaAndValue, ([schema, value]) => {
        const text = JSON.stringify(toJson<RecordSchema>(schema, value));
        const back = fromJson<RecordSchema>(schema, JSON.parse(text));
        expect(normalForm(schema, back)).toBe(normalForm(schema, value));
      }),
      { numRuns: 500 },
    );
  });

  it('names individuals and keys', () => {
    const schema = record({
      leader: optional(broker),
      isr: setOf(broker),
      offsets: mapOf(broker, int(0, 9)),
      flags: setOf(int(0, 3)),
      row: mapOf(int(0, 1), bool()),
    });
    const json = {
      leader: 'b2',
      isr: ['b1', 'b3'],
      offsets: { b1: 1, b2: 2, b3: 3 },
      flags: [0, 3],
      row: [true, false],
    };
    const value = fromJson<Schema>(schema, json);
    expect(value).toEqual({
      leader: 1,
      isr: 0b101,
      offsets: [1, 2, 3],
      flags: 0b1001,
      row: [true, false],
    });
    expect(toJson<Schema>(schema, value)).toEqual(json);
  });

  it('with eleven individuals is not ambiguous', () => {
    const many = identity('broker', 11, 'b1');
    const schema = mapOf(many, int(0, 10));
    const value = Array.from({ length: 11 }, (_, index) => index);
    expect(fromJson<Schema>(schema, toJson<Schema>(schema, value))).toEqual(value);
  });
});

describe('JSON that does not fit is refused with its path', () => {
  const message = union('kind', { vote: record({ epoch: int(0, 3) }) });
  it.each<[string, Schema, unknown, string]>([
    ['too large', int(0, 3), 4, 'x'],
    ['a fraction', int(0, 3), 0.5, 'x'],
    ['a number as text', int(0, 3), '1', 'x'],
    ['null', int(0, 3), null, 'x'],
    ['nothing', int(0, 3), undefined, 'x'],
    ['an individual by number', broker, 1, 'x'],
    ['an unknown individual', broker, 'b4', 'x'],
    ['a name of every object', broker, 'toString', 'x'],
    ['an unknown name', oneOf('a', 'b'), 'c', 'x'],
    ['a set by number', setOf(broker), 3, 'x'],
    ['a set with a stranger', setOf(broker), ['b1', 'b9'], 'x'],
    ['a set of integers with a stranger', setOf(int(0, 2)), [0, 3], 'x'],
    ['a set with one member twice', setOf(broker), ['b1', 'b1'], 'x'],
    ['a list over capacity', list(bool(), 1), [true, false], 'x'],
    ['a list with a wrong item', list(bool(), 2), [true, 1], 'x[1]'],
    ['an object as list', list(bool(), 2), { length: 0 }, 'x'],
    ['a bag with a hole', bag(bool(), 2), [true, undefined], 'x[1]'],
    ['a map without a key', mapOf(broker, bool()), { b1: true, b2: true }, 'x'],
    ['a map with a strange key', mapOf(broker, bool()), { b1: true, b2: true, c: true }, 'x[b3]'],
    ['an array as map', mapOf(broker, bool()), [true, true, true], 'x'],
    ['a map over integers as object', mapOf(int(0, 0), bool()), { 0: true }, 'x'],
    ['a field too many', record({ a: bool() }), { a: true, b: 1 }, 'x.b'],
    ['a field too few', record({ a: bool(), b: bool() }), { a: true }, 'x.b'],
    ['a record as array', record({}), [], 'x'],
    ['an unknown variant', message, { kind: 'fetch', epoch: 1 }, 'x'],
    ['a variant called as a name of every object', message, { kind: 'constructor' }, 'x'],
    ['a variant in an array', message, { kind: ['vote'], epoch: 1 }, 'x'],
    ['no variant', message, { epoch: 1 }, 'x'],
    ['a wrong field of a variant', message, { kind: 'vote', epoch: 4 }, 'x.epoch'],
  ])('%s', (_, schema, json, path) => {
    const refused = () => fromJson<Schema>(record({ x: schema }), { x: json });
    expect(refused).toThrow(DomainError);
    expect(refused).toThrow(expect.objectContaining({ path }));
  });
});
