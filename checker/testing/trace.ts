/** Takes each step of a finding's trace again, the plain way, and sees that it breaks at its end. */
import { expect } from 'vitest';
import type { Finding } from '../search/outcome.ts';
import { breaksAtEnd } from '../search/trace.ts';
import { instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { normalForm } from './values.ts';

export function expectTrace(model: Model, finding: Finding): void {
  const [start, ...rest] = finding.trace;
  const form = (state: unknown): string => normalForm(model.state, state);
  const initial = model.initial.map((state) => form(canonical(model.state, state)));
  expect(initial).toContain(form(start?.state));
  let state = start?.state;
  for (const step of rest) {
    if (step.instance === null) throw new Error('a step without an action');
    expect(blockedBy(step.instance, state)).toBe(null);
    state = stepTo(model.state, step.instance, state);
    expect(form(state)).toBe(form(step.state));
  }
  if (finding.kind === 'violated')
    return expect(breaksAtEnd(finding.property, finding.trace)).toBe(true);
  const enabled = model.actions
    .flatMap(instancesOf)
    .filter((one) => blockedBy(one, state) === null);
  expect(enabled).toEqual([]);
}
