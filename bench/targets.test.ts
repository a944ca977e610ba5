import { describe, expect, it } from 'vitest';
import { LARGE_SIZE, SIZES, type Size, SYMMETRIC_SIZE } from './sizes.ts';
import { type Row, rowOf } from './summary.ts';
import type { Comparison } from './table.ts';
import { targetsText } from './targets.ts';
import { TOOLS } from './tools.ts';

const SECONDS = {
  Fencepost: 5,
  Rumur: 14.9,
  'SPIN breadth-first': 5,
  'Fencepost sym x 2': 2,
  'Rumur sym x 2': 6,
  'SPIN depth-first': 1.9,
};

function comparison(size: Size): Comparison {
  const rows = Object.entries(SECONDS).map(([tool, wallSeconds]): Row => {
    const { distinct, transitions } = size;
    const usage = { wallSeconds, cpuSeconds: 1, peakBytes: 40 * distinct };
    return rowOf(
      tool,
      {
        runs: [{ ...usage, distinct, transitions, searchSeconds: null }],
        missing: [],
        buildSeconds: null,
      },
      5,
    );
  });
  return { size, rows };
}

describe('targetsText', () => {
  it('says of each what was reached, and whether it is enough', () => {
    expect(targetsText([comparison(LARGE_SIZE)]).split('\n')).toEqual([
      '| wall time | 9,985,570 states |',
      '| --- | --- |',
      '| Fencepost: at least 3 times as fast as Rumur | no: 2.98 times |',
      '| Fencepost: at least as fast as SPIN breadth-first | yes: 1.00 times |',
      '| Fencepost: at most 40 bytes a state | yes: 40.00 bytes |',
      '| Fencepost sym x 2: at least 3 times as fast as Rumur sym x 2 | yes: 3.00 times |',
      '| Fencepost sym x 2: at least as fast as SPIN depth-first | no: 0.95 times |',
      '',
    ]);
  });

  it('leaves out what was set at another size', () => {
    const text = targetsText(SIZES.map(comparison));
    expect(text).not.toContain('bytes');
    expect(text).toContain('| wall time | 737,794 states | 4,093,531 states |');
  });

  it('says so where a peer was not run', () => {
    const { size, rows } = comparison(LARGE_SIZE);
    const without = rows.filter(({ tool }) => tool !== 'Rumur');
    const rumur = rowOf('Rumur', { runs: [], missing: ['rumur'], buildSeconds: null }, 5);
    expect(targetsText([{ size, rows: [...without, rumur] }])).toContain('as Rumur | not run |');
  });

  it('says nothing where the tools are not compared', () => {
    const { size, rows } = comparison(SYMMETRIC_SIZE);
    const symmetric = rows.filter(({ tool }) => tool.includes('sym'));
    expect(targetsText([{ size, rows: symmetric }]).split('\n')).toEqual([
      '| wall time | 28,002,814 states |',
      '| --- | --- |',
      '| Fencepost: at least 3 times as fast as Rumur |  |',
      '| Fencepost: at least as fast as SPIN breadth-first |  |',
      '| Fencepost sym x 2: at least 3 times as fast as Rumur sym x 2 | yes: 3.00 times |',
      '| Fencepost sym x 2: at least as fast as SPIN depth-first |  |',
      '',
    ]);
  });

  it('is set for tools that there are', () => {
    const names = TOOLS.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(SECONDS)));
  });
});
