import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHashSample } from './sample.ts';

/** Different numbers for different ones (MurmurHash3's last steps). */
function hashOf(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

describe('a sample of hashes', () => {
  it('counts a few of them exactly, however often they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 })), (numbers) => {
        const sample = createHashSample();
        for (const number of numbers) sample.add(number);
        expect(sample.estimate()).toBe(new Set(numbers).size);
      }),
    );
  });

  it.each([16_384, 20_000, 300_000, 2_000_000])('counts %i about', (count) => {
    const sample = createHashSample();
    for (let round = 0; round < 2; round++)
      for (let number = 0; number < count; number++) sample.add(hashOf(number));
    expect(Math.abs(sample.estimate() / count - 1)).toBeLessThan(count <= 16_384 ? 1e-9 : 0.04);
  });
});
