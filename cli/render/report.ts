/** One spec's run for people: verdict first, then what it rests on. */
import { match } from 'ts-pattern';
import type { Recovered } from '../../checker/index.ts';
import { RESERVED_BYTES } from '../memory.ts';
import { duration, megabytes, rounded, thousands } from '../numbers.ts';
import type { ReportedFinding, SpecReport } from '../report.ts';
import { isSometimes } from '../specs/expectation.ts';
import { reproduceText } from './again.ts';
import { constantsText } from './counterexample.ts';
import { findingByFaults, moreText, safeText } from './faults.ts';
import { findingLines, LABEL_WIDTH, shellWord } from './finding.ts';
import { counted, indented, labelled, widest, wrap } from './layout.ts';
import { shortenedText, walkedText } from './simulation.ts';
import { statsLines } from './stats.ts';
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

/** With symmetry a search is audited for that, too. */
const WITHOUT_SYMMETRY =
  'is unsound where a model tells its individuals apart: then search with --no-symmetry (docs/soundness.md)';

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
    ...doneLines(report, options),
    ...labelled('Took', costText(report), LABEL_WIDTH, width),
    ...limitLines(report, options),
    ...memoryLines(report, options),
    ...diskLines(report, options),
    ...savedLines(report, options),
    ...expectationLines(report, options),
    ...(report.stats === null ? [] : ['', ...statsLines(report.stats, options)]),
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
    return [
      ...(shown.length === 0 ? [] : ['How it got there', '', ...traceLines(shown, options), '']),
      ...(report.symmetry ? labelled('Symmetry', WITHOUT_SYMMETRY, LABEL_WIDTH, width) : []),
    ];
  }
  if (first === undefined) {
    return report.judged.length === 0 ? [] : [...claimLines(report, options), ''];
  }
  return [
    ...findingLines(first, options),
    ...labelled('Reproduce', reproduceText(first, report, specArgument), LABEL_WIDTH, width),
    '',
    ...others.flatMap((finding) => [
      ...wrap(alsoText(finding, report), width).map((text) => options.paint.bold(text)),
      '',
      ...findingLines(finding, options),
      ...labelled('Reproduce', reproduceText(finding, report, specArgument), LABEL_WIDTH, width),
      '',
    ]),
  ];
}

function alsoText(finding: ReportedFinding, { faults }: SpecReport): string {
  return `Also ${findingByFaults(finding, faults)}${safeText(finding, faults)}`;
}

/** Which properties were judged, and with what result. */
function claimLines(report: SpecReport, options: TraceOptions): string[] {
  const { width, paint } = options;
  const { judged, unreached, complete } = report;
  const names = widest(judged.map(({ name }) => name)) + 2;
  const section = (heading: string, kept: typeof judged): string[] =>
    kept.length === 0
      ? []
      : [
          paint.dim(heading),
          ...kept.flatMap(({ name, claim }) => labelled(`  ${name}`, claim, names + 2, width)),
        ];
  const claims = judged.filter(({ kind }) => !isSometimes(kind) && kind !== 'recoverable');
  const sightings = judged.filter(({ kind }) => isSometimes(kind));
  const unseen = sightings.filter(({ name }) => unreached.includes(name));
  const seen = sightings.filter((one) => !unseen.includes(one));
  return [
    ...section(complete ? 'True of every reachable state:' : 'Not violated so far:', claims),
    ...recoverableLines(report, options, names),
    ...section(complete ? 'Seen, so that the claims are not empty:' : 'Seen so far:', seen),
    ...section(complete ? 'Never seen:' : 'Not seen yet:', unseen),
    ...neverEnabledLines(report, options),
  ];
}

/** What can come about again, and of how many states that says anything. */
function recoverableLines(
  { judged, recovered }: SpecReport,
  { width, paint }: TraceOptions,
  names: number,
): string[] {
  const section = (heading: string, isIn: (judgement: Recovered | undefined) => boolean) => {
    const lines = judged.flatMap(({ kind, name, claim }) => {
      const judgement = recovered.find(({ property }) => property === name);
      if (kind !== 'recoverable' || !isIn(judgement)) return [];
      const text = judgement === undefined ? claim : `${claim} (${restsOn(judgement)})`;
      return labelled(`  ${name}`, text, names + 2, width);
    });
    return lines.length === 0 ? [] : [paint.dim(heading), ...lines];
  };
  return [
    ...section('Can come about again:', (judgement) => (judgement?.asked ?? 0) > 0),
    ...section('Claimed of no state, so that nothing was found out:', (one) => one?.asked === 0),
    ...section('Not judged, as that takes all states, in memory:', (one) => one === undefined),
  ];
}

/** `from 6,858 of the 61,288 states without it; it is not asked for in the others` */
function restsOn({ asked, exempt }: Recovered): string {
  const lacking = counted(asked + exempt, 'state');
  if (asked === 0)
    return exempt === 0
      ? 'it holds in every state'
      : `not asked for in any of the ${lacking} without it`;
  return exempt === 0
    ? `from all ${lacking} without it`
    : `from ${thousands(asked)} of the ${lacking} without it; not asked for in the others`;
}

/** Where --stats was asked for, it says so beside the actions' counts. */
function neverEnabledLines(
  { neverEnabled, stats }: SpecReport,
  { width, paint }: TraceOptions,
): string[] {
  if (neverEnabled.length === 0 || stats !== null) return [];
  const heading = paint.dim('Enabled in no state, so that what they could break was not tried:');
  return [heading, ...indented(wrap(neverEnabled.join(', '), width - 2), 2)];
}

/** What was searched or walked, and what the traces of it are. */
function doneLines(report: SpecReport, { width }: TraceOptions): string[] {
  const { findings, simulation, shortest } = report;
  const states = findings[0]?.shown.length;
  const line = (label: string, text: string): string[] => labelled(label, text, LABEL_WIDTH, width);
  if (simulation !== null)
    return [
      ...line('Walked', walkedText(simulation)),
      ...(states === undefined ? [] : line('Trace', shortenedText(simulation, states))),
    ];
  const trace =
    report.faults === null
      ? 'not the shortest, but for luck: it is the path that the search was on'
      : 'the fewest faults, and the shortest of those; with more faults there may be a shorter one';
  return [
    ...line('Searched', searchedText(report)),
    ...(shortest || states === undefined ? [] : line('Trace', trace)),
  ];
}

function searchedText(report: SpecReport): string {
  const { transitions, depth, order, faults } = report;
  const counts = `${distinctText(report)}, ${counted(transitions, 'transition')}`;
  return match(order)
    .with('breadth-first', () => `${counts}, depth ${depth}`)
    .with('iterative-deepening', () => `${counts}, depth ${depth}, by iterative deepening`)
    .with(
      'depth-first',
      () => `${counts}, depth-first on paths of up to ${counted(depth, 'state')}`,
    )
    .with('fewest-faults', () => {
      const most = faults === null ? '' : ` (none of them needs ${moreText(faults)})`;
      return `${counts}, fewest faults first${most}, on paths of up to ${counted(depth, 'state')}`;
    })
    .exhaustive();
}

function costText({
  findings,
  distinct,
  seconds,
  peakBytes,
  simulation,
  disk,
}: SpecReport): string {
  const states = simulation?.counts.states ?? distinct;
  // To make a trace shorter takes longer than to come upon it, and is no speed of walking.
  const shortening = simulation !== null && findings.length > 0;
  const speed = shortening ? '' : ` (${rounded(states / seconds)} states/s)`;
  const onDisk = disk === null ? '' : `, ${megabytes(disk.bytes)} on disk`;
  return `${duration(seconds)}${speed}, ${megabytes(peakBytes)} of memory${onDisk}`;
}

/** What can be done with a search that has not visited everything. */
function savedLines(report: SpecReport, { width }: TraceOptions): string[] {
  const { checkpoint, complete, problem } = report;
  const line = (label: string, text: string): string[] => labelled(label, text, LABEL_WIDTH, width);
  return [
    ...(problem === null ? [] : line('Problem', problem)),
    ...(wasStopped(report) ? line('Go on', NOT_SAVED) : []),
    ...(checkpoint === null || complete || report.limit === null
      ? []
      : line(
          'Go on',
          `fencepost resume ${shellWord(checkpoint.folder)} (from ${counted(checkpoint.states, 'state')} on)`,
        )),
  ];
}

const NOT_SAVED = 'not from here: nothing was saved. With --checkpoint <folder> a search can go on';

/** Whether a search was ended that could have been saved, and was not. */
function wasStopped({ limit, order, checkpoint, simulation }: SpecReport): boolean {
  const isSavable = order === 'breadth-first' && simulation === null && checkpoint === null;
  return isSavable && (limit === 'interrupted' || limit === 'timeout');
}

/** Where something was found before a limit was hit: what there may be beyond it is not known. */
function limitLines({ limit, verdict }: SpecReport, { width }: TraceOptions): string[] {
  const cut = limit === null || verdict === 'incomplete' ? '' : limitText(limit);
  return cut === '' ? [] : labelled('Cut short', cut, LABEL_WIDTH, width);
}

/** Where nothing could be stored, what the program takes by itself. */
function memoryLines(
  { limit, peakBytes, distinct }: SpecReport,
  { width }: TraceOptions,
): string[] {
  if (limit !== 'max-memory' || distinct > 0) return [];
  const own = Math.ceil((peakBytes + RESERVED_BYTES) / 1e6);
  const text = `the program takes some ${own} MB by itself: --max-memory must be above that`;
  return labelled('Memory', text, LABEL_WIDTH, width);
}

/** Why a search that could go on on disk did not. */
function diskLines(
  { limit, disk, order, mayOverflow, checkpoint }: SpecReport,
  { width }: TraceOptions,
): string[] {
  if (limit !== 'max-memory' || disk !== null || order !== 'breadth-first') return [];
  const why = mayOverflow
    ? 'not used: that takes some megabytes too, for fingerprints; raise --max-memory'
    : checkpoint === null
      ? 'not used (--no-disk, or no folder on a disk was found); with --disk <folder> the search goes on'
      : 'not used (--no-disk); with resume --disk the search goes on';
  return labelled('Disk', why, LABEL_WIDTH, width);
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
