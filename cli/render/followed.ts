/** What became of a counterexample whose actions were taken under the rules of another spec, in words. */
import {
  type Counterexample,
  type Followed,
  type Model,
  type Schema,
  type Spec,
  toText,
} from '../../checker/index.ts';
import { changedConstants } from '../expectation.ts';
import { reportFinding, showSteps } from '../report.ts';
import { constantsText } from './counterexample.ts';
import { findAgain, findingLines, LABEL_WIDTH } from './finding.ts';
import { labelled, wrap } from './layout.ts';
import { differenceText, mismatchText } from './mismatch.ts';
import { type TraceOptions, traceLines } from './trace.ts';

export interface Following {
  readonly file: string;
  readonly counterexample: Counterexample;
  /** The one whose rules it is executed under. */
  readonly spec: Spec;
  readonly constants: Counterexample['constants'];
  /** The spec that judges by the property where that one does not. */
  readonly judge: string | null;
  /** What only one of the states has that were recorded and are had now. */
  readonly notes: readonly string[];
}

/** `... does not break P under S (at acks 1, where it has acks 2): step 7: A is blocked: ...` */
export function followedText(followed: Followed, following: Following): string {
  const { file, counterexample } = following;
  const { property } = counterexample;
  const { step, parting } = followed;
  const where = `${property} under ${following.spec.name}${conditions(following)}`;
  const apart =
    parting === null
      ? ''
      : ` (step ${parting.step} leads elsewhere${differenceText(parting.difference)})`;
  if (followed.kind === 'prevented') {
    const why = mismatchText(followed.mismatch);
    return `${file} does not break ${where}: step ${step}: ${why}${insteadText(followed)}${apart}`;
  }
  const last = counterexample.steps.length - 1;
  const sooner = step === last ? '' : `, in step ${step} of ${last} already`;
  return `${file} also breaks ${where}${sooner}${apart}`;
}

/** ` (at acks 1, where it has acks 2; judged as durability/acks-0 does)` */
function conditions({ spec, constants, judge, notes }: Following): string {
  const changed = changedConstants(spec, constants);
  const there = changed.map((name) => `${name} ${spec.constants[name]?.default}`).join(', ');
  const here = changed.map((name) => `${name} ${constants[name]}`).join(', ');
  const at = changed.length === 0 ? [] : [`at ${here}, where it has ${there}`];
  const judged = judge === null ? [] : [`judged as ${judge} does`];
  const recorded = notes.length === 0 ? [] : [`recorded ${notes.join(', ')}`];
  const all = [...at, ...judged, ...recorded];
  return all.length === 0 ? '' : ` (${all.join('; ')})`;
}

/** An answer that is recorded as a parameter may be another one under other rules: then the condition is no fence. */
function insteadText(followed: Followed): string {
  if (followed.kind !== 'prevented' || followed.instead === null) return '';
  const { instance, parameter } = followed.instead;
  const schema = instance.action.parameters[parameter] as Schema;
  const value = toText<Schema>(schema, instance.parameters[parameter]);
  return `, though with ${parameter}: ${value} it can be taken`;
}

/**
 * The steps that were taken, what they break if they do, and the call that asks whether others do: not where the spec does
 * not judge by the property, as it would be refused.
 */
export function stepsLines(
  followed: Followed,
  model: Model,
  following: Following,
  specArgument: string,
  options: TraceOptions,
): string[] {
  const { counterexample, spec, constants, judge } = following;
  const { property } = counterexample;
  const changed = changedConstants(spec, constants);
  const again = findAgain({ counterexample: { constants, property } }, specArgument, changed);
  const { width } = options;
  if (followed.kind === 'breaks') {
    const finding = reportFinding({ spec: spec.name, constants, model }, followed.finding);
    return [
      ...findingLines(finding, options),
      ...labelled('Constants', constantsText(constants), LABEL_WIDTH, width),
      ...(judge === null ? labelled('Reproduce', again, LABEL_WIDTH, width) : []),
    ];
  }
  const steps = traceLines(showSteps(model, followed.trace), options);
  const asking = wrap(`Whether another trace breaks it there: ${again}`, width, '  ');
  return ['The steps that can be taken:', '', ...steps, ...(judge === null ? ['', ...asking] : [])];
}
