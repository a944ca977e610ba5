import { describe, expect, it } from 'vitest';
import {
  bag,
  bool,
  identity,
  int,
  list,
  mapOf,
  oneOf,
  optional,
  record,
  type Schema,
  setOf,
  union,
} from './kinds.ts';
import { layoutOf, SchemaError } from './layout.ts';

/** The message with which a schema is refused whose component `deep.items[]` is this one. */
function refusal(schema: Schema): string {
  try {
    layoutOf(record({ fine: bool(), deep: record({ items: list(schema, 2) }) }));
  } catch (error) {
    expect(error).toBeInstanceOf(SchemaError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('a schema that cannot be packed is refused with its path', () => {
  it.each<[string, Schema, string]>([
    ['without upper bound', int(0, Number.POSITIVE_INFINITY), 'not bounded by two integers'],
    ['without lower bound', int(Number.NEGATIVE_INFINITY, 0), 'not bounded by two integers'],
    ['bounded by NaN', int(0, Number.NaN), 'not bounded by two integers'],
    ['bounded by a fraction', int(0, 1.5), 'not bounded by two integers'],
    ['upside down', int(3, 2), 'has no value'],
    ['over 31 bits', int(0, 2 ** 31 - 1), 'does not fit 31 bits'],
    ['over 31 bits, around 0', int(-(2 ** 30), 2 ** 30), 'does not fit 31 bits'],
    ['below 32 bits', int(-(2 ** 31), -(2 ** 31) + 5), 'does not fit 31 bits'],
    ['no name', oneOf(), 'has no value'],
    ['one name twice', oneOf('a', 'b', 'a'), 'names a value twice'],
    ['nobody', identity('broker', 0), "identity 'broker' has size 0"],
    ['half a broker', identity('broker', 2.5), "identity 'broker' has size 2.5"],
    ['null twice', optional(optional(bool())), 'two meanings for null'],
    ['a set of 32', setOf(identity('broker', 32)), '32 keys, more than the 31'],
    ['an optional set of 31', optional(setOf(identity('broker', 31))), 'no room for null'],
    ['keys not from 0', mapOf(int(1, 2), bool()), 'keys start at 0, not at 1'],
    ['too many keys', mapOf(int(0, 2048), bool()), '2049 keys, more than the 2048'],
    ['nobody as key', setOf(identity('broker', 0)), "identity 'broker' has size 0"],
    ['unbounded list', list(bool(), Number.POSITIVE_INFINITY), 'needs a capacity'],
    ['fractional bag', bag(bool(), 1.5), 'needs a capacity'],
    ['negative list', list(bool(), -1), 'needs a capacity'],
    ['endless list', list(bool(), 2049), 'cannot be packed'],
    ['no variant', union('kind', {}), 'has no variant'],
    ['tag as field', union('kind', { a: record({ kind: bool() }) }), 'field called kind'],
    ['tag of the views', union('$base', { a: record({}) }), 'cannot be called $base'],
    ['nameless field', record({ '': bool() }), 'a field has no name'],
    ['nameless tag', union('', { a: record({}) }), 'a field has no name'],
    ['field of the views', record({ $base: bool() }), 'cannot be called $base'],
    ['prototype', record({ ['__proto__']: bool() }), 'cannot be called __proto__'],
    ['inherited field', record(Object.create({ x: bool() })), 'the field x is inherited'],
  ])('%s', (_, schema, why) => {
    const message = refusal(schema);
    expect(message).toContain(why);
    expect(message).toMatch(/^deep\.items\[\]/);
  });

  it('names the variant of a union', () => {
    expect(refusal(union('kind', { a: record({ x: int(1, 0) }) }))).toMatch(
      /^deep\.items\[\]\.a\.x: int\(1, 0\) has no value/,
    );
  });

  it('names the state itself', () => {
    expect(() => layoutOf(record({ $x: bool() }))).toThrow(/^the state: /);
  });
});

describe('size', () => {
  const bits = (count: number) => record({ flags: mapOf(int(0, count - 1), bool()), last: bool() });

  it('is at most 2,048 bits', () => {
    expect(layoutOf(bits(2047))).toMatchObject({ bits: 2048, words: 64 });
    expect(() => layoutOf(bits(2048))).toThrow(
      'a state takes 2049 bits, more than the 2048 that can be packed; ' +
        'the widest component is flags with 2048 bits: lower its bounds',
    );
  });

  it('is refused before it takes all memory', () => {
    const cube = list(list(list(int(0, 255), 2048), 2048), 2048);
    expect(() => layoutOf(record({ small: bool(), cube }))).toThrow(/the widest component is cube/);
    const dull = mapOf(int(0, 2047), mapOf(int(0, 2047), mapOf(int(0, 2047), int(7, 7))));
    expect(() => layoutOf(record({ dull }))).toThrow(SchemaError);
  });

  it('of a state with one value is one word', () => {
    expect(layoutOf(record({}))).toMatchObject({ bits: 0, words: 1 });
    expect(layoutOf(record({ a: int(5, 5), b: oneOf('x') }))).toMatchObject({ bits: 0, words: 1 });
  });

  it('of a union is that of its largest parts, slot by slot', () => {
    const u = union('kind', {
      a: record({ x: int(0, 7), y: bool() }),
      b: record({ x: bool(), y: int(0, 3), z: bool() }),
    });
    expect(layoutOf(record({ u })).largest).toEqual([1, 7, 3, 1]);
  });

  it('lets a tag have the name of something that every object has', () => {
    expect(layoutOf(record({ u: union('constructor', { a: record({}) }) })).bits).toBe(0);
  });
});
