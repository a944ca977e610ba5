import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal.ts';
import type { ListedSpec } from './json.ts';
import { listLines } from './list.ts';

function listed(name: string, deep: boolean): ListedSpec {
  const expected = { verdict: 'holds' } as const;
  const profile = deep ? { constants: {}, expect: expected } : null;
  return { name, title: 'A claim', tags: [], constants: {}, expect: expected, deep: profile };
}

const lastLine = (...specs: readonly ListedSpec[]) => listLines(specs, 100, plainPaint).at(-1);

describe('the last line of the list', () => {
  it('says which specs have a deep profile', () => {
    const all = 'Each has a deep profile, larger bounds for check --deep';
    expect(lastLine(listed('a', true))).toBe(`${all}.`);
    expect(lastLine(listed('a', true), listed('b', false))).toBe(`${all}, but for b.`);
    expect(lastLine(listed('a', false))).toBe('None has a deep profile, for check --deep.');
  });

  it('has no line for tags where there are none', () => {
    expect(listLines([listed('a', true)], 100, plainPaint)).toHaveLength(4);
  });
});
