import { describe, expect, it } from 'vitest';
import type { SpecStats } from '../stats/collect.ts';
import { plainPaint } from '../terminal.ts';
import { columns } from './columns.ts';
import { sparkline } from './spark.ts';
import { neverEnabled, statsLines } from './stats.ts';

const component = { hasFields: false, bits: 3, values: 5, exact: true, multiplies: null };

const STATS: SpecStats = {
  states: 1_234_567,
  complete: true,
  actions: [
    { action: 'Elect', states: 12_345, transitions: 23_456, discoveries: 0 },
    { action: `Never${'X'.repeat(40)}`, states: 0, transitions: 0, discoveries: 0 },
  ],
  levels: Array.from({ length: 230 }, (_, level) => 1 + level * (229 - level)),
  components: [
    { ...component, path: 'whole', hasFields: true, multiplies: 1000 },
    { ...component, path: `whole.${'y'.repeat(40)}`, multiplies: 12.3 },
    { ...component, path: 'cut', values: 7, exact: false },
    { ...component, path: 'late', values: 0, exact: false },
  ],
  estimate: null,
  constants: {
    at: { brokers: 3, leaderMoves: 2 },
    states: 1_234_567,
    changes: [
      change('leaderMoves', 9.04),
      change('same', 1.02),
      change('odd', 0.5),
      change('slow', null),
      { ...change('many', null), moreThan: 2_469_134 },
    ],
  },
};

function change(constant: string, times: number | null) {
  const toStates = times === null ? null : Math.round(1_234_567 / times);
  return { constant, from: 2, to: 1, fromStates: 1_234_567, toStates, times, moreThan: null };
}

const linesOf = (stats: SpecStats, width = 100): string[] =>
  statsLines(stats, { width, paint: plainPaint });

describe('the statistics of a run', () => {
  it.each([60, 72, 100])('fit %i columns', (width) => {
    const partial = { ...STATS, complete: false, estimate: { low: 2e6, high: 5e6 } };
    const tooLong = [...linesOf(STATS, width), ...linesOf(partial, width)].filter(
      (line) => line.length > width,
    );
    expect(tooLong).toEqual([]);
  });

  it('advise the constant that matters most first, and the part that has no parts', () => {
    const text = linesOf(STATS).join('\n');
    expect(text).toContain('To shrink  leaderMoves 2 -> 1: 9.0 times fewer states, 136,567');
    expect(text).toContain('same 2 -> 1: no fewer states, or hardly');
    expect(text).toContain('odd 2 -> 1: more states, 2,469,134');
    expect(text).toContain('slow 2 -> 1: not compared within the time and memory there was');
    expect(text).toContain('many 2 -> 1: more states, over 2,469,134');
    expect(text).toMatch(/whole\.y+ multiplies the states most, by 12/);
  });

  it('say at least how much smaller, where the larger space is too large', () => {
    const huge = { ...change('huge', 1), fromStates: null, times: null, toStates: 1000 };
    const constants = { at: {}, states: 1000, changes: [{ ...huge, moreThan: 1_000_000 }] };
    expect(linesOf({ ...STATS, constants }).join('\n')).toContain(
      'huge 2 -> 1: over 1,000 times fewer states, 1,000',
    );
  });

  it('give no wrong number where a component was not counted', () => {
    const text = linesOf(STATS).join('\n');
    expect(text).toMatch(/^ {2}cut +3 +at least 7$/m);
    expect(text).toMatch(/^ {2}late +3 +not counted$/m);
    expect(text).toContain('time or memory was up before every component was counted');
  });

  it('give the range of the whole where not all of it was seen', () => {
    const estimate = { low: 2.04e6, high: 5e6 };
    expect(linesOf({ ...STATS, complete: false, estimate }).join(' ')).toContain(
      'by the growth of the levels there are 2.04 million to 5.00 million in all',
    );
  });

  it('show the components with the most values, in the order of the schema, and say what is left out', () => {
    const many = Array.from({ length: 30 }, (_, nth) => ({
      ...component,
      path: `c${nth}`,
      values: nth + 1,
    }));
    const text = linesOf({ ...STATS, components: many }).join('\n');
    expect(text).not.toMatch(/^ {2}c5 /m);
    expect(text.indexOf('c6 ')).toBeLessThan(text.indexOf('c29 '));
    expect(text).toContain('6 more components with fewer values: --json has all');
  });

  it('know the actions that are never enabled', () => {
    expect(neverEnabled(STATS)).toEqual([`Never${'X'.repeat(40)}`]);
  });
});

describe('a sparkline', () => {
  it('has a bar for each number, and none for 0 alone', () => {
    expect(sparkline([0, 1, 50, 100], 10)).toBe(' ▁▄█');
    expect(sparkline([], 10)).toBe('');
    expect(sparkline([0], 10)).toBe(' ');
  });

  it('puts together what does not fit', () => {
    expect(sparkline([1, 8, 1, 1, 4], 3)).toBe('█▁▄');
    expect(sparkline(STATS.levels, 89)).toHaveLength(77);
  });
});

describe('columns', () => {
  it('put numbers to the right, and cut names that leave them no room', () => {
    expect(columns([['name', 'n'], ['a', '1,000'], ['b']], 40)).toEqual([
      'name      n',
      'a     1,000',
      'b',
    ]);
    expect(columns([['a'.repeat(30), '1']], 20)).toEqual([`${'a'.repeat(14)}...  1`]);
  });
});
