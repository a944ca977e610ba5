/** The text stored beside a counterexample, which `replay` prints as well: the same on every run. */
import type { Constants, Spec } from '../../checker/index.ts';
import { changedConstants } from '../expectation.ts';
import type { ReportedFinding } from '../report.ts';
import { findAgain, findingLines, findingText, LABEL_WIDTH } from './finding.ts';
import { labelled, wrap } from './layout.ts';
import type { TraceOptions } from './trace.ts';

export function counterexampleLines(
  finding: ReportedFinding,
  { title, about, constants: ranges }: Pick<Spec, 'title' | 'about' | 'constants'>,
  specArgument: string,
  options: TraceOptions,
): string[] {
  const { width, paint } = options;
  const { counterexample } = finding;
  const verdict = finding.property === null ? 'deadlock' : 'violated';
  const { constants } = counterexample;
  return [
    ...wrap(`${verdict.toUpperCase()} ${findingText(finding)}`, width).map((line) =>
      paint.bold(line),
    ),
    ...wrap(`${counterexample.spec}: ${title}`, width),
    '',
    ...wrap(about, width),
    '',
    ...findingLines(finding, options),
    ...labelled('Constants', constantsText(constants), LABEL_WIDTH, width),
    ...labelled(
      'Reproduce',
      findAgain(finding, specArgument, changedConstants({ constants: ranges }, constants)),
      LABEL_WIDTH,
      width,
    ),
  ];
}

/** `replicas 3, logSize 2` */
export function constantsText(constants: Partial<Constants>): string {
  const texts = Object.entries(constants).map(([name, value]) => `${name} ${value}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}
