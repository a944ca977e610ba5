import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity, int } from './kinds.ts';
import {
  add,
  difference,
  emptySet,
  everyMember,
  fullSet,
  has,
  intersection,
  isSubset,
  members,
  remove,
  singleton,
  size,
  someMember,
  unionOf,
} from './sets.ts';
import type { SetOf } from './value.ts';

/** Up to 31 keys: the highest uses the last bit below the sign. */
const key = fc.integer({ min: 0, max: 30 });
const keys = fc.uniqueArray(key).map((chosen) => new Set(chosen));

const bits = (of: ReadonlySet<number>): SetOf<number> =>
  [...of].reduce<SetOf<number>>((set, one) => add(set, one), emptySet<number>());
const sorted = (of: Iterable<number>): number[] => [...of].sort((a, b) => a - b);

describe('sets as bits agree with sets as sets', () => {
  it('one set and one key', () => {
    fc.assert(
      fc.property(keys, key, (set, one) => {
        const packed = bits(set);
        expect(packed).toBeGreaterThanOrEqual(0);
        expect(members(packed)).toEqual(sorted(set));
        expect(size(packed)).toBe(set.size);
        expect(has(packed, one)).toBe(set.has(one));
        expect(members(add(packed, one))).toEqual(sorted(new Set(set).add(one)));
        expect(members(remove(packed, one))).toEqual(sorted([...set].filter((k) => k !== one)));
        expect(members(singleton(one))).toEqual([one]);
        const above = (member: number) => member > one;
        expect(everyMember(packed, above)).toBe([...set].every(above));
        expect(someMember(packed, above)).toBe([...set].some(above));
      }),
    );
  });

  it('two sets', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const both = sorted(new Set([...a, ...b]));
        expect(members(unionOf(bits(a), bits(b)))).toEqual(both);
        expect(members(intersection(bits(a), bits(b)))).toEqual(
          both.filter((k) => a.has(k) && b.has(k)),
        );
        expect(members(difference(bits(a), bits(b)))).toEqual(
          both.filter((k) => a.has(k) && !b.has(k)),
        );
        expect(isSubset(bits(a), bits(b))).toBe([...a].every((k) => b.has(k)));
        expect(bits(a) === bits(b)).toBe(both.every((k) => a.has(k) && b.has(k)));
      }),
    );
  });

  it.each([31, 32, 33, 2 ** 32, -1, 0.5, Number.NaN])('nobody is key %s', (one) => {
    const set = fullSet(int(0, 30));
    for (const operation of [has, add, remove])
      expect(() => operation(set, one)).toThrow(RangeError);
    expect(() => singleton(one)).toThrow(RangeError);
  });

  it('the full set has every key', () => {
    expect(members(fullSet(identity('broker', 31)))).toHaveLength(31);
    expect(members(fullSet(int(0, 2)))).toEqual([0, 1, 2]);
  });
});
