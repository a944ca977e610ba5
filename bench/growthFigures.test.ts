import { describe, expect, it } from 'vitest';
import { bytesPerState, figureOf, growthTable, secondsPerMillion } from './growthFigures.ts';
import { GROWTH_SIZES } from './growthSizes.ts';

const SIZE = { maxLeaderEpoch: 4, distinct: 2_000_000 };

describe('figureOf', () => {
  const runs = [
    { wallSeconds: 9, peakBytes: 10e6 },
    { wallSeconds: 3.00049, peakBytes: 80e6 },
    { wallSeconds: 1, peakBytes: 70e6 },
  ];
  const figure = figureOf(SIZE, 2, runs);

  it('has the median of the times and the largest peak', () => {
    const counts = { ...SIZE, workers: 2, rounds: 3 };
    expect(figure).toEqual({ ...counts, wallSeconds: 3, peakBytes: 80e6 });
  });

  it('is set against the number of states', () => {
    expect(secondsPerMillion(figure)).toBe(1.5);
    expect(bytesPerState(figure)).toBe(40);
  });

  it('is a row of the table', () => {
    const machine = { cpu: 'CPU', cores: 2, node: 'v20', load: 0.04 };
    const text = growthTable({ command: '', machine, figures: [figure] });
    expect(text.split('\n')[2]).toBe('| 4 | 2,000,000 | 2 | 3.00 | 1.50 | 80 | 40.0 | 3 |');
  });
});

describe('the sizes', () => {
  it('have ten thousand states, and about ten times as many each', () => {
    const decades = GROWTH_SIZES.map(({ distinct }) => Math.round(Math.log10(distinct)));
    expect(decades).toEqual([4, 5, 6, 7, 8]);
  });
});
