import { expect, it } from 'vitest';
import type { ReportedFinding } from '../report.ts';
import { findAgain } from './finding.ts';

function found(property: string, constants: Readonly<Record<string, number>>): ReportedFinding {
  const counterexample = {
    format: 1,
    spec: 'own',
    model: 'own',
    constants,
    property,
    claim: '',
    because: null,
    steps: [],
  } as const;
  return { property, counterexample, shown: [] };
}

it('the call that finds it again can be pasted into a shell, whatever the names are', () => {
  expect(findAgain(found('strong-isr', { top: 3 }), 'a/b', ['top'])).toBe(
    'fencepost check a/b --set top=3 --property strong-isr',
  );
  expect(findAgain(found("b1's log $x", { 'a top': 3 }), 'my spec.ts', ['a top'])).toBe(
    "fencepost check 'my spec.ts' --set 'a top=3' --property 'b1'\\''s log $x'",
  );
});
