import { expect, it } from 'vitest';
import type { SpecReport } from '../report.ts';
import { plainPaint } from '../terminal.ts';
import { countLine, summaryLines } from './summary.ts';

function finished(spec: string, change: Partial<SpecReport>): { spec: string; report: SpecReport } {
  const report = {
    spec,
    verdict: 'holds',
    property: null,
    expected: true,
    judged: [{ kind: 'always', name: 'safe', claim: 'all is well' }],
    findings: [],
    simulation: null,
    distinct: 1234,
    limit: null,
    seconds: 0.5,
    ...change,
  };
  return { spec, report: report as unknown as SpecReport };
}

it('has a row for every spec, and the folder that they share once', () => {
  const lines = summaryLines(
    [
      finished('family/good', {}),
      finished('family/bad', { verdict: 'violated', property: 'safe', expected: false }),
      finished('family/cut', { verdict: 'incomplete', expected: false }),
      finished('family/explored', { judged: [], expected: null }),
      { spec: 'family/crashed', report: null },
    ],
    80,
    plainPaint,
  );
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['family/', 'verdict', 'property', 'steps', 'distinct', 'time', 'expected'],
    ['good', 'holds', '1,234', '0.50 s', 'yes'],
    ['bad', 'violated', 'safe', '1,234', '0.50 s', 'NO'],
    ['cut', 'incomplete', '1,234', '0.50 s'],
    ['explored', 'explored', '1,234', '0.50 s'],
    ['crashed', 'failed'],
  ]);
});

it('fits the width: properties give way first, then names lose their middle', () => {
  const long = { verdict: 'violated', property: 'a-property-with-quite-a-long-name' } as const;
  const one = summaryLines([finished('family/one', long), finished('kin/two', {})], 80, plainPaint);
  expect(one[1]).toMatch(/^family\/one {2}violated {2}a-property\.\.\.-long-name /);
  const name = `a/${'b'.repeat(90)}-repaired`;
  const both = summaryLines([finished(name, long), finished('c', {})], 80, plainPaint);
  expect(both[1]).toMatch(/^a\/b+\.\.\.b+-repaired {2}violated {12}1,234 /);
  expect([...one, ...both].every((line) => line.length <= 80)).toBe(true);
});

it('cuts nothing where there is no width to keep to', () => {
  const name = 'b'.repeat(200);
  const [, row] = summaryLines([finished(name, {})], Number.POSITIVE_INFINITY, plainPaint);
  expect(row).toContain(name);
});

it('counts at the end', () => {
  const good = finished('good', {});
  expect(countLine([good, good], 0, plainPaint)).toBe('2 specs, all as expected');
  expect(countLine([good], 1, plainPaint)).toBe('2 specs: 1 as expected, 1 not checked');
  const others = [
    finished('bad', { verdict: 'violated', expected: false }),
    finished('cut', { verdict: 'incomplete', expected: false }),
    finished('changed', { expected: null }),
    finished('broken', { verdict: 'violated', expected: null }),
    finished('faulty', { verdict: 'invalid-model', expected: null }),
    finished('stopped', { limit: 'timeout' }),
    { spec: 'crashed', report: null },
  ];
  expect(countLine([good, ...others], 3, plainPaint)).toBe(
    '11 specs: 1 as expected, 1 as expected but cut short, 1 NOT as expected, 2 failed, 1 incomplete, ' +
      '1 with nothing to compare, 1 broken, with nothing to compare, 3 not checked',
  );
});
