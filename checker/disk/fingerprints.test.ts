import { describe, expect, it } from 'vitest';
import {
  createFingerprintSet,
  enter,
  enterUnasked,
  holds,
  omissionProbability,
} from './fingerprints.ts';

const chunks = (count: number, length: number) =>
  Array.from({ length: count }, () => new Int32Array(length));
/** A generator of well-mixed numbers, so that the test is the same each time: splitmix32. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    yield mixed ^ (mixed >>> 15);
  }
}

describe('a set of fingerprints', () => {
  it('holds what was entered, and nothing else, until it is nine tenths full', () => {
    const set = createFingerprintSet(chunks(5, 2_002));
    expect(set.most).toBe(Math.floor(5 * 1001 * 0.9));
    const next = numbers(1);
    const lanes = Int32Array.from({ length: 3 * set.most }, () => next.next().value);
    for (let nth = 0; nth < set.most; nth++) {
      expect(holds(set, lanes, 3 * nth)).toBe(false);
      if (nth % 2 === 0) enter(set, lanes, 3 * nth);
      else enterUnasked(set, lanes, 3 * nth);
    }
    for (let nth = 0; nth < set.most; nth++) expect(holds(set, lanes, 3 * nth)).toBe(true);
    expect(set.count).toBe(set.most);
  });

  it('tells fingerprints with one address apart by either half', () => {
    const set = createFingerprintSet(chunks(1, 64));
    for (const [high, low] of [
      [1, 2],
      [1, 3],
      [2, 2],
      [0, 1],
      [0, 0],
    ] as const) {
      const lanes = Int32Array.of(-7, high, low);
      const isKnown = high === 0 && low === 0;
      // Two zeros stand for a free place, so they are taken for 0 and 1.
      expect(holds(set, lanes, 0)).toBe(isKnown);
      if (!isKnown) enter(set, lanes, 0);
    }
  });

  it('goes round at the end of a chunk', () => {
    const set = createFingerprintSet(chunks(1, 8));
    const last = [...Array(200).keys()].find((address) => {
      holds(set, Int32Array.of(address, 1, 1), 0);
      return set.place === 6;
    });
    for (const half of [1, 2, 3]) {
      const lanes = Int32Array.of(last ?? 0, half, half);
      expect(holds(set, lanes, 0)).toBe(false);
      enter(set, lanes, 0);
    }
    expect(set.place).toBe(2);
  });

  it('is an error when a chunk is full, and no endless loop', () => {
    const set = createFingerprintSet(chunks(1, 8));
    const lanes = (half: number) => Int32Array.of(5, half, half);
    for (const half of [1, 2, 3, 4]) enterUnasked(set, lanes(half), 0);
    expect(() => holds(set, lanes(9), 0)).toThrow('full');
    expect(() => enterUnasked(set, lanes(9), 0)).toThrow('full');
  });

  it('counts comparisons, for the probability of a mistake', () => {
    const set = createFingerprintSet(chunks(1, 64));
    const lanes = (half: number) => Int32Array.of(5, half, half);
    for (const half of [1, 2, 3]) {
      holds(set, lanes(half), 0);
      enter(set, lanes(half), 0);
    }
    // 0, 1 and 2 others lay at the place of each.
    expect(set.comparisons).toBe(3);
    holds(set, lanes(2), 0);
    expect(set.comparisons).toBe(5);
    expect(omissionProbability(2 ** 34)).toBe(2 ** -30);
  });
});
