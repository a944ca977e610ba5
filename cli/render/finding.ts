/** A counterexample for people: the trace, the reason with its values, and the claim that it breaks. */
import { type Counterexample, DEADLOCK } from '../../checker/index.ts';
import type { ReportedFinding } from '../report.ts';
import { labelled } from './layout.ts';
import { type TraceOptions, traceLength, traceLines } from './trace.ts';

/** Of the labels at the left, before what they say. */
export const LABEL_WIDTH = 11;

export function findingLines(finding: ReportedFinding, options: TraceOptions): string[] {
  const { property, claim, because } = finding.counterexample;
  const { paint, width } = options;
  const reason =
    because ?? (property === DEADLOCK ? 'no action is enabled in the last state' : null);
  const why = reason === null ? [] : labelled('Why', reason, LABEL_WIDTH, width);
  return [
    ...traceLines(finding.shown, options),
    '',
    ...why.map((line) => paint.bold(line)),
    ...labelled('Breaks', `${property}: ${claim}`, LABEL_WIDTH, width),
  ];
}

/** `strong-isr in 8 steps (9 states)` */
export function findingText({ property, shown }: ReportedFinding): string {
  const length = traceLength(shown.length);
  return property === null ? `no action is enabled after ${length}` : `${property} in ${length}`;
}

/** The call that finds a counterexample again. */
export function findAgain(
  { counterexample }: { readonly counterexample: Pick<Counterexample, 'constants' | 'property'> },
  specArgument: string,
  changed: readonly string[],
  command: 'check' | 'simulate' = 'check',
): string {
  const { constants, property } = counterexample;
  const set = changed.map((name) => `--set ${shellWord(`${name}=${constants[name]}`)} `).join('');
  return `fencepost ${command} ${shellWord(specArgument)} ${set}--property ${shellWord(property)}`;
}

/** A word as a shell takes it: paths and names may have spaces. */
export function shellWord(text: string): string {
  return /^[\w./:@+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
