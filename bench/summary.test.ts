import { describe, expect, it } from 'vitest';
import { median, type Run, rowOf } from './summary.ts';

const RUN: Run = {
  wallSeconds: 2,
  cpuSeconds: 1.5,
  peakBytes: 4000,
  distinct: 100,
  transitions: 300,
  searchSeconds: 1.9,
};

describe('rowOf', () => {
  it('takes the median of the times and the largest peak', () => {
    const runs = [RUN, { ...RUN, wallSeconds: 9, peakBytes: 5000 }, { ...RUN, wallSeconds: 1 }];
    expect(rowOf('Rumur', { runs, missing: [], buildSeconds: 4.5 }, 1)).toEqual({
      tool: 'Rumur',
      status: 'measured',
      ratio: 0.5,
      summary: {
        distinct: 100,
        transitions: 300,
        buildSeconds: 4.5,
        wallSeconds: 2,
        spread: 4,
        searchSeconds: 1.9,
        cpuSeconds: 1.5,
        statesPerSecond: 50,
        peakBytes: 5000,
        bytesPerState: 50,
      },
    });
  });

  it('has no search time where the tool has none', () => {
    const row = rowOf(
      'Rumur',
      { runs: [{ ...RUN, searchSeconds: null }], missing: [], buildSeconds: null },
      2,
    );
    expect(row).toMatchObject({ summary: { searchSeconds: null }, ratio: 1 });
  });

  it('says what a tool that was not run is missing', () => {
    const row = { tool: 'SPIN', status: 'not-run', missing: ['spin'] };
    expect(rowOf('SPIN', { runs: [], missing: ['spin'], buildSeconds: null }, 2)).toEqual(row);
  });

  it('never sums up nothing', () => {
    expect(() => rowOf('SPIN', { runs: [], missing: [], buildSeconds: null }, 2)).toThrow(
      RangeError,
    );
  });
});

describe('median', () => {
  it('is the middle value, by size', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it('is the mean of the middle two', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });
});
