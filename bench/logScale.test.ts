import { describe, expect, it } from 'vitest';
import { logScale, powerText } from './logScale.ts';

describe('logScale', () => {
  it('gives every decade the same room, in either direction', () => {
    const right = logScale([1e4, 1e8], 0, 1000);
    expect(right.at(1e5) - right.at(1e4)).toBeCloseTo(right.at(1e8) - right.at(1e7));
    expect(right.at(1e5)).toBeGreaterThan(right.at(1e4));
    const up = logScale([1e4, 1e8], 1000, 0);
    expect(up.at(1e5)).toBeLessThan(up.at(1e4));
  });

  it('has all values inside', () => {
    const scale = logScale([3, 700], 100, 200);
    expect(scale.at(3)).toBeGreaterThan(100);
    expect(scale.at(700)).toBeLessThan(200);
  });

  it('has a tick for each power of ten, and more where there are few', () => {
    expect(logScale([7e3, 1e8], 0, 1).ticks).toEqual([1e4, 1e5, 1e6, 1e7, 1e8]);
    expect(logScale([0.3, 9], 0, 1).ticks).toEqual([0.2, 0.5, 1, 2, 5, 10]);
  });
});

describe('powerText', () => {
  it('raises the exponent', () => {
    expect(powerText(1e8)).toBe('10⁸');
    expect(powerText(1e12)).toBe('10¹²');
  });
});
