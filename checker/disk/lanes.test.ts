import { describe, expect, it } from 'vitest';
import { lanesFor } from './lanes.ts';

const STATES = 400_000;

/** States as models have them: small numbers that lie next to each other, and differ in few bits. */
const PACKINGS: readonly [string, (nth: number) => readonly number[]][] = [
  ['in one word', (nth) => [nth]],
  ['in the top bits of one word', (nth) => [nth << 13]],
  ['in the middle of three words', (nth) => [(nth & 0x3ff) << 7, (nth >>> 10) << 3, nth & 0x15555]],
  ['in the top bits of two words', (nth) => [(nth & 0x3ff) << 22, (nth >>> 10) << 22]],
  ['in the top bits of three words', (nth) => [nth << 25, (nth >>> 7) << 25, (nth >>> 14) << 25]],
  [
    'in the low bits of five words',
    (nth) => [0, 4, 8, 12, 16].map((shift) => (nth >>> shift) & 15),
  ],
  [
    'in the sign bits of nineteen words',
    (nth) => Array.from({ length: 19 }, (_, bit) => (nth >>> bit) << 31),
  ],
];

/** What of address and halves is taken for 32 bits. */
const PARTS: readonly [string, (a: number, h: number, l: number) => number][] = [
  ['the address', (a) => a],
  ['the first half', (_, h) => h],
  ['the second half', (_, __, l) => l],
  ['parts of both halves', (_, h, l) => (h << 16) | (l & 0xffff)],
  ['other parts of both halves', (_, h, l) => (h & ~0xffff) | (l >>> 16)],
  ['parts of the address and a half', (a, h) => (a & ~0xffff) | (h >>> 16)],
  ['all together', (a, h, l) => a ^ h ^ l],
];

describe.each(PACKINGS)('lanes of numbers %s', (_, packed) => {
  const lanesOf = lanesFor(packed(0).length);
  const all = new Int32Array(3 * STATES);
  for (let nth = 0; nth < STATES; nth++) lanesOf(Int32Array.from(packed(nth)), 0, all, 3 * nth);

  it.each(PARTS)('%s: as many have the same 32 bits as by chance, or fewer', (__, bitsOf) => {
    const seen = new Set<number>();
    for (let nth = 0; nth < STATES; nth++)
      seen.add(bitsOf(all[3 * nth] ?? 0, all[3 * nth + 1] ?? 0, all[3 * nth + 2] ?? 0));
    // 18.6 pairs are expected; more than 40 would be a chance of below 1 in 10,000.
    expect(STATES - seen.size).toBeLessThan(41);
  });
});

describe('lanes', () => {
  it('depend on every word', () => {
    const words = [1, 2, 3, 4, 5];
    const of = (state: number[]) => {
      const lanes = new Int32Array(3);
      lanesFor(5)(Int32Array.from(state), 0, lanes, 0);
      return [...lanes];
    };
    for (const nth of words.keys()) {
      const other = of(words.with(nth, 9));
      for (const [which, lane] of of(words).entries()) expect(other[which]).not.toBe(lane);
    }
  });
});
