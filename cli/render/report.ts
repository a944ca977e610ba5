/** One spec's run for people: verdict first, then what it rests on. */
import { duration, megabytes, rounded } from '../numbers.ts';
import type { SpecReport } from '../report.ts';
import { isSometimes } from '../specs/expectation.ts';
import { constantsText } from './counterexample.ts';
import { findAgain, findingLines, findingText, LABEL_WIDTH } from './finding.ts';
import { counted, labelled, widest, wrap } from './layout.ts';
import { type TraceOptions, traceLines } from './trace.ts';
import {
  distinctText,
  expectationText,
  expectedText,
  foundText,
  limitText,
  paintExpected,
  paintVerdict,
  verdictDetail,
  verdictWord,
} from './verdict.ts';

export function reportLines(
  report: SpecReport,
  specArgument: string,
  options: TraceOptions,
): string[] {
  const { width } = options;
  return [
    ...headline(report, options),
    ...wrap(`${report.spec}: ${report.title}`, width),
    '',
    ...wrap(report.about, width),
    '',
    ...bodyLines(report, specArgument, options),
    ...labelled('Constants', constantsText(report.constants), LABEL_WIDTH, width),
    ...labelled('Searched', searchedText(report), LABEL_WIDTH, width),
    ...labelled('Took', costText(report), LABEL_WIDTH, width),
    ...limitLines(report, options),
    ...expectationLines(report, options),
  ];
}

/** The verdict, in its colour, and what it was reached with. */
function headline(report: SpecReport, { width, paint }: TraceOptions): string[] {
  const word = verdictWord(report).replace('-', ' ').toUpperCase();
  const ending = expectedText(report);
  const [first = '', ...rest] = wrap(`${word} ${verdictDetail(report)}`, width - ending.length);
  const lines = [
    paintVerdict(report, paint.bold(word), paint) + paint.bold(first.slice(word.length)),
    ...rest.map((line) => paint.bold(line)),
  ];
  return [...lines.slice(0, -1), lines.at(-1) + paintExpected(report, ending, paint)];
}

/** What differs from verdict to verdict. */
function bodyLines(report: SpecReport, specArgument: string, options: TraceOptions): string[] {
  const { width } = options;
  const [first, ...others] = report.findings;
  if (report.invalid !== null) {
    const { shown } = report.invalid;
    return shown.length === 0 ? [] : ['How it got there', '', ...traceLines(shown, options), ''];
  }
  if (first === undefined) {
    return report.judged.length === 0 ? [] : [...claimLines(report, options), ''];
  }
  return [
    ...findingLines(first, options),
    ...labelled('Reproduce', findAgain(first, specArgument, report.changed), LABEL_WIDTH, width),
    '',
    ...others.flatMap((finding) => [
      options.paint.bold(`Also ${findingText(finding)}`),
      '',
      ...findingLines(finding, options),
      ...labelled(
        'Reproduce',
        findAgain(finding, specArgument, report.changed),
        LABEL_WIDTH,
        width,
      ),
      '',
    ]),
  ];
}

/** Which properties were judged, and with what result. */
function claimLines(report: SpecReport, { width, paint }: TraceOptions): string[] {
  const { judged, unreached, complete } = report;
  const names = widest(judged.map(({ name }) => name)) + 2;
  const section = (heading: string, kept: typeof judged): string[] =>
    kept.length === 0
      ? []
      : [
          paint.dim(heading),
          ...kept.flatMap(({ name, claim }) => labelled(`  ${name}`, claim, names + 2, width)),
        ];
  const claims = judged.filter(({ kind }) => !isSometimes(kind));
  const sightings = judged.filter(({ kind }) => isSometimes(kind));
  const unseen = sightings.filter(({ name }) => unreached.includes(name));
  const seen = sightings.filter((one) => !unseen.includes(one));
  return [
    ...section(complete ? 'True of every reachable state:' : 'Not violated so far:', claims),
    ...section(complete ? 'Seen, so that the claims are not empty:' : 'Seen so far:', seen),
    ...section(complete ? 'Never seen:' : 'Not seen yet:', unseen),
  ];
}

function searchedText(report: SpecReport): string {
  const { transitions, depth } = report;
  return `${distinctText(report)}, ${counted(transitions, 'transition')}, depth ${depth}`;
}

function costText({ distinct, seconds, peakBytes }: SpecReport): string {
  return `${duration(seconds)} (${rounded(distinct / seconds)} states/s), ${megabytes(peakBytes)} of memory`;
}

/** Where something was found before a limit was hit: what there may be beyond it is not known. */
function limitLines({ limit, verdict }: SpecReport, { width }: TraceOptions): string[] {
  if (limit === null || verdict === 'incomplete') return [];
  return labelled('Cut short', limitText(limit), LABEL_WIDTH, width);
}

function expectationLines(report: SpecReport, { width, paint }: TraceOptions): string[] {
  const { expected, verdict } = report;
  if (expected !== false || verdict === 'incomplete' || verdict === 'invalid-model') return [];
  const field = report.deep ? '`deep.expect`' : '`expect`';
  return [
    ...labelled('Expected', expectationText(report.expect), LABEL_WIDTH, width),
    ...labelled('Found', foundText(report), LABEL_WIDTH, width),
    ...labelled(
      '',
      `Where the change is meant, put what was found into the spec's ${field}.`,
      LABEL_WIDTH,
      width,
    ),
  ].map((line) => paint.red(line));
}
