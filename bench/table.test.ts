import { describe, expect, it } from 'vitest';
import { LARGE_SIZE } from './sizes.ts';
import { rowOf } from './summary.ts';
import { tableText } from './table.ts';

const SLOW = {
  wallSeconds: 123.456,
  cpuSeconds: 119.9,
  peakBytes: 1_227_000_000,
  distinct: 9_985_570,
  transitions: 26_629_362,
  searchSeconds: null,
};
const FAST = { ...SLOW, wallSeconds: 7.2, searchSeconds: 7.123, peakBytes: 344_000_000 };

describe('tableText', () => {
  const text = tableText([
    {
      size: LARGE_SIZE,
      rows: [
        rowOf('Fencepost', { runs: [FAST], missing: [], buildSeconds: null }, 7.2),
        rowOf('Rumur', { runs: [SLOW], missing: [], buildSeconds: 12.345 }, 7.2),
        rowOf(
          'SPIN breadth-first',
          { runs: [], missing: ['spin', 'gcc'], buildSeconds: null },
          7.2,
        ),
        rowOf('Stateright', { runs: [], missing: ['stateright'], buildSeconds: null }, 7.2),
      ],
    },
  ]);
  const lines = text.split('\n');

  it('has a row for each tool, under its size', () => {
    expect(lines.slice(0, 6)).toEqual([
      'tool                 distinct  build  wall s  spread  search   CPU s   states/s     MB  bytes  ratio',
      '-- 3 replicas, log size 2, 2 records, leader epochs 0 to 3: 26,629,362 transitions',
      'Fencepost           9,985,570      -    7.20      0%    7.12  119.90  1,386,885    344   34.4   1.00',
      'Rumur               9,985,570   12.3  123.46      0%       -  119.90     80,884  1,227  122.9   0.06',
      'SPIN breadth-first  not run: install the Debian packages spin and gcc',
      'Stateright          not run: takes cargo 1.85 or later, and the crates that it fetches',
    ]);
  });

  it('fits 100 columns', () => {
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});
