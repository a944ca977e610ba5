import { describe, expect, it } from 'vitest';
import type { SearchProgress } from '../watch.ts';
import { progressText, timeRange } from './progress.ts';

const PROGRESS: SearchProgress = {
  kind: 'search',
  distinct: 1_500_000,
  transitions: 4_000_000,
  depth: 15,
  frontier: 500_000,
  seconds: 3,
  forecast: null,
  note: null,
};

describe('the line of progress', () => {
  it('says that the time is not known where it is not', () => {
    const unknown = '1.50M states, 500k/s, time left unknown, depth 15, 500k to expand, 3.0 s, ';
    expect(progressText('a/b', PROGRESS)).toBe(`${unknown}4.00M transitions: a/b`);
    const forecast = { states: { low: 2.9e6, high: 12.9e6 }, seconds: null };
    expect(progressText('a/b', { ...PROGRESS, forecast })).toMatch(
      /^1\.50M of 2\.90M to 12\.90M states, 500k\/s, time left unknown, /,
    );
  });

  it('gives a range where there is one', () => {
    const forecast = { states: { low: 7e6, high: 13e6 }, seconds: { low: 130, high: 299 } };
    expect(progressText('a/b', { ...PROGRESS, forecast })).toMatch(
      /^1\.50M of 7\.00M to 13\.00M states, 500k\/s, about 2 to 5 min left, depth 15/,
    );
  });

  it('says what is done after the search', () => {
    expect(progressText('a/b', { ...PROGRESS, note: 'counting components, 20%' })).toBe(
      '1.50M states, counting components, 20%: a/b',
    );
  });

  it.each([
    [0.1, 0.3, '0 to 1 s'],
    [11.4, 30.2, '11 to 31 s'],
    [59, 119, '59 to 119 s'],
    [61, 120, '1 to 2 min'],
    [180, 180, '3 min'],
    [3000, 7100, '50 to 119 min'],
    [4000, 14000, '1 to 4 h'],
  ])('from %d to %d seconds is %s', (low, high, text) => {
    expect(timeRange(low, high)).toBe(text);
  });
});
