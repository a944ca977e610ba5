/** Takes each step of a finding's trace again, the plain way. */
import { lossAtEnd } from '../recovery/beyond.ts';
import type { Finding } from '../search/outcome.ts';
import { breaksAtEnd } from '../search/trace.ts';
import { instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { normalForm } from './values.ts';

/** What is wrong with a trace: a start, a guard, a state or its end; null when all is as it says. */
export function wrongWith(model: Model, finding: Finding): string | null {
  const [start, ...rest] = finding.trace;
  const form = (state: unknown): string => normalForm(model.state, state);
  const initial = model.initial.map((state) => form(canonical(model.state, state)));
  if (start === undefined || !initial.includes(form(start.state))) return 'its start';
  let { state } = start;
  for (const [nth, { instance, state: after }] of rest.entries()) {
    if (instance === null || blockedBy(instance, state) !== null)
      return `step ${nth + 1} is blocked`;
    state = stepTo(model.state, instance, state);
    if (form(state) !== form(after)) return `the state after step ${nth + 1}`;
  }
  if (finding.kind === 'violated' && finding.property.kind === 'recoverable') {
    const { kind } = lossAtEnd(model, finding.property, finding.trace);
    return kind === 'lost' ? null : `it ${kind}`;
  }
  if (finding.kind === 'violated')
    return breaksAtEnd(finding.property, finding.trace) ? null : 'it holds at the end';
  const all = model.actions.flatMap(instancesOf);
  return all.some((one) => blockedBy(one, state) === null) ? 'it goes on' : null;
}
