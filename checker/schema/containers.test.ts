import { describe, expect, it } from 'vitest';
import { mapOver, put, removeAt } from './containers.ts';
import { identity, int } from './kinds.ts';
import type { MutableSequence } from './value.ts';

const items = (): MutableSequence<number, number> & number[] => [10, 20, 30];

describe('put and removeAt on plain arrays', () => {
  it('replace and remove in place', () => {
    const list = items();
    put(list, 1, 5);
    expect(list).toEqual([10, 5, 30]);
    removeAt(list, 0);
    expect(list).toEqual([5, 30]);
    removeAt(list, 1);
    expect(list).toEqual([5]);
  });

  it.each([3, -1, 0.5, Number.NaN, 2 ** 32, '0', null])('refuse index %s', (index) => {
    const list = items();
    expect(() => put(list, index as number, 1)).toThrow(/there is no item .* to replace/);
    expect(() => removeAt(list, index as number)).toThrow(/there is no item .* to remove/);
    expect(list).toEqual([10, 20, 30]);
    expect(Object.keys(list)).toEqual(['0', '1', '2']);
  });
});

describe('mapOver', () => {
  it('has an item for every key', () => {
    expect(mapOver(identity('broker', 3), (broker) => broker * 2)).toEqual([0, 2, 4]);
    expect(mapOver(int(0, 1), String)).toEqual(['0', '1']);
  });
});
