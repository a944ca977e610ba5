import { describe, expect, it } from 'vitest';
import type { Verdict } from '../checker/index.ts';
import { type ExitCode, exitCodeOf, mostSevere } from './exit-codes.ts';
import { type Found, meets } from './expectation.ts';
import type { SpecReport } from './report.ts';

const expected = { verdict: 'violated', property: 'safe', steps: 3, distinct: 10 } as const;
const found: Found = {
  verdict: 'violated',
  property: 'safe',
  violated: ['safe'],
  unreached: [],
  steps: 3,
  distinct: 7,
  complete: false,
  shortest: true,
  symmetry: false,
};

describe('meets', () => {
  it.each<[Partial<Found>, boolean | null]>([
    [{}, true],
    [{ verdict: 'holds' }, false],
    [{ verdict: 'incomplete' }, false],
    [{ property: 'live' }, false],
    [{ steps: 4 }, false],
    [{ steps: 4, shortest: false }, true],
    // In another order another violation may come first.
    [{ property: 'live', violated: ['live'], shortest: false }, null],
    [{ property: 'live', violated: ['live'], symmetry: true }, null],
    [{ property: 'live', shortest: false, violated: ['live', 'safe'] }, true],
    [
      { property: 'live', shortest: false, violated: ['live'], complete: true, distinct: 10 },
      false,
    ],
    [{ verdict: 'deadlock', property: null, violated: [null], shortest: false }, null],
    [{ verdict: 'deadlock', property: null, violated: [null] }, false],
    [{ verdict: 'holds', property: null, shortest: false }, false],
    [{ complete: true }, false],
    [{ complete: true, distinct: 10 }, true],
    // With symmetry fewer states are counted: verdict, property and steps decide.
    [{ complete: true, symmetry: true }, true],
    [{ complete: true, symmetry: true, steps: 4 }, false],
  ])('%j', (change, met) => {
    expect(meets(expected, { ...found, ...change })).toBe(met);
  });
});

describe('an expectation that a property is never seen', () => {
  const unreached = { verdict: 'unreached', property: 'one' } as const;
  it.each<[readonly string[], boolean]>([
    [['one'], true],
    [['one', 'other'], false],
    [['other'], false],
  ])('is not met by others: %j', (names, met) => {
    const seen = { verdict: 'unreached', property: names[0] ?? null, violated: [] } as const;
    expect(meets(unreached, { ...found, ...seen, unreached: names })).toBe(met);
  });
});

describe('exit codes', () => {
  it.each<[Verdict, boolean | null, boolean, ExitCode]>([
    ['holds', true, false, 0],
    ['holds', false, false, 1],
    ['holds', null, false, 0],
    ['violated', true, false, 0],
    ['violated', false, false, 1],
    ['violated', null, false, 1],
    ['deadlock', null, false, 1],
    ['unreached', null, false, 1],
    ['violated', true, true, 3],
    ['violated', null, true, 1],
    ['incomplete', false, true, 3],
    ['incomplete', null, true, 3],
    ['invalid-model', false, false, 2],
    ['invalid-model', null, false, 2],
  ])('%s, expected: %s, limited: %s', (verdict, expected, limited, code) => {
    const limit = limited ? 'max-states' : null;
    expect(exitCodeOf({ verdict, expected, limit } as SpecReport)).toBe(code);
  });

  it('takes the most severe: 2, then 1, then 3', () => {
    expect(mostSevere([])).toBe(0);
    expect(mostSevere([0, 3])).toBe(3);
    expect(mostSevere([3, 1, 0])).toBe(1);
    expect(mostSevere([1, 2, 3])).toBe(2);
  });
});
