import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOf, SEEDS } from './random.ts';

const row = (seed: number, walk: number, below = 1000): number[] => {
  const random = randomOf(seed, walk);
  return Array.from({ length: 50 }, () => random(below));
};
const anySeed = fc.integer({ min: 0, max: SEEDS - 1 });

describe('random numbers', () => {
  it('are the same for the same seed and walk, and others for another', () => {
    fc.assert(
      fc.property(anySeed, fc.nat(), anySeed, fc.nat(), (seed, walk, other, next) => {
        expect(row(seed, walk)).toEqual(row(seed, walk));
        if (seed !== other) expect(row(seed, walk)).not.toEqual(row(other, walk));
        if (walk !== next) expect(row(seed, walk)).not.toEqual(row(seed, next));
      }),
    );
  });

  it('are those that they were in earlier versions: a seed is written down to be used again', () => {
    expect(row(1, 0).slice(0, 6)).toEqual([650, 258, 87, 659, 759, 90]);
  });

  it('are from 0 to below the number asked for, each about as often, for seeds in a row', () => {
    const counts = new Int32Array(7);
    for (let seed = 0; seed < 400; seed++)
      for (const number of row(seed, 3, 7)) counts[number] = (counts[number] ?? Number.NaN) + 1;
    // 20,000 throws: 2,857 each, and a standard deviation of 50.
    for (const count of counts) expect(Math.abs(count - 20_000 / 7)).toBeLessThan(250);
  });

  it('choose among seeds in a row as evenly, at the first throw', () => {
    const first = Array.from({ length: 7000 }, (_, seed) => randomOf(seed, 0)(7));
    for (let number = 0; number < 7; number++)
      expect(Math.abs(first.filter((one) => one === number).length - 1000)).toBeLessThan(150);
  });
});
