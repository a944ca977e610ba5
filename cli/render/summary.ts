/** Several specs: a line for each as it finishes, and a table and a count at the end. */
import { match } from 'ts-pattern';
import { duration, thousands } from '../numbers.ts';
import type { SpecReport } from '../report.ts';
import type { Paint } from '../terminal.ts';
import { counted, countsText, widest, wrap } from './layout.ts';
import { expectedText, paintExpected, paintVerdict, verdictWord } from './verdict.ts';

const HEADINGS = ['verdict', 'property', 'steps', 'distinct', 'time', 'expected'];
const SPEC = 0;
const VERDICT = 1;
const PROPERTY = 2;
const RIGHT_ALIGNED = [3, 4, 5];
const GAP = 2;
/** Properties give way down to this, and then wholly, before names of specs do: the lines above the table have them. */
const NARROWEST_PROPERTY = 16;

export interface Finished {
  readonly spec: string;
  /** Null where the run broke down. */
  readonly report: SpecReport | null;
}

/** What is printed of a spec that needs no attention, as soon as it is done. */
export function finishedLines(report: SpecReport, width: number, paint: Paint): string[] {
  const ending = expectedText(report);
  const text = `${report.spec}: ${verdictWord(report)} ${report.property ?? ''}`.trimEnd();
  const lines = wrap(text, width - ending.length, '  ');
  return [...lines.slice(0, -1), lines.at(-1) + paintExpected(report, ending, paint)];
}

/**
 * How many of them are what they should be.
 * @param left how many were not checked at all
 */
export function countLine(finished: readonly Finished[], left: number, paint: Paint): string {
  const kinds = finished.map(({ report }) => standingOf(report));
  const total = counted(finished.length + left, 'spec');
  if (left === 0 && kinds.every((kind) => kind === 'as expected'))
    return paint.green(`${total}, all as expected`);
  const unchecked = Array.from({ length: left }, () => 'not checked' as const);
  const text = `${total}: ${countsText([...STANDINGS, 'not checked'], [...kinds, ...unchecked])}`;
  return BAD.some((standing) => kinds.includes(standing)) ? paint.red(text) : text;
}

const STANDINGS = [
  'as expected',
  'as expected but cut short',
  'NOT as expected',
  'failed',
  'incomplete',
  'with nothing to compare',
  'broken, with nothing to compare',
] as const;
const BAD = ['NOT as expected', 'failed', 'broken, with nothing to compare'] as const;

/** What can be said of a run beside what its spec expects. */
function standingOf(report: SpecReport | null): (typeof STANDINGS)[number] {
  if (report === null) return 'failed';
  const { verdict, expected, limit } = report;
  if (verdict === 'invalid-model') return 'failed';
  if (verdict === 'incomplete') return 'incomplete';
  if (expected === true) return limit === null ? 'as expected' : 'as expected but cut short';
  if (expected === false) return 'NOT as expected';
  return verdict === 'holds' ? 'with nothing to compare' : 'broken, with nothing to compare';
}

export function summaryLines(finished: readonly Finished[], width: number, paint: Paint): string[] {
  const folder = commonFolder(finished.map(({ spec }) => spec));
  const headings = [folder === '' ? 'spec' : folder, ...HEADINGS];
  const rows = finished.map(({ spec, report }) => [
    spec.slice(folder.length),
    ...(report === null ? ['failed'] : cellsOf(report)),
  ]);
  const widths = fitted([headings, ...rows], width);
  return [
    paint.dim(rowText(headings, widths, (cell) => cell)),
    ...finished.map(({ report }, nth) =>
      rowText(rows[nth] ?? [], widths, (verdict) =>
        report === null ? paint.red(verdict) : paintVerdict(report, verdict, paint),
      ),
    ),
  ];
}

/** The folder that all names begin with, such as `replication/`. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

function cellsOf(report: SpecReport): string[] {
  const states = report.findings[0]?.shown.length;
  return [
    verdictWord(report),
    report.property ?? '',
    states === undefined ? '' : String(states - 1),
    report.simulation === null ? thousands(report.distinct) : '',
    duration(report.seconds),
    match(standingOf(report))
      .with('as expected', 'as expected but cut short', () => 'yes')
      .with('NOT as expected', 'failed', () => 'NO')
      .with('incomplete', 'with nothing to compare', 'broken, with nothing to compare', () => '')
      .exhaustive(),
  ];
}

/** How wide each column can be; one that is left out has no width at all. */
function fitted(rows: readonly (readonly string[])[], width: number): number[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    widest(rows.map((cells) => cells[column] ?? '')),
  );
  const tooMuch = (): number =>
    Math.max(0, widths.reduce((sum, one) => (one === 0 ? sum : sum + one + GAP), -GAP) - width);
  const property = widths[PROPERTY] ?? 0;
  const left = property - tooMuch();
  widths[PROPERTY] = left < Math.min(property, NARROWEST_PROPERTY) ? 0 : left;
  widths[SPEC] = Math.max(0, (widths[SPEC] ?? 0) - tooMuch());
  return widths;
}

function rowText(
  cells: readonly string[],
  widths: readonly number[],
  paintedVerdict: (verdict: string) => string,
): string {
  const padded = widths.flatMap((width, column) => {
    if (width === 0) return [];
    const cell = cells[column] ?? '';
    if (RIGHT_ALIGNED.includes(column)) return cell.padStart(width);
    const text = shortened(cell, width).padEnd(width);
    return column === VERDICT ? paintedVerdict(text) : text;
  });
  return padded.join(' '.repeat(GAP)).trimEnd();
}

/** Without its middle: names of one family begin alike, and end alike where they are repaired. */
function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = Math.max(0, width - 3);
  return `${text.slice(0, Math.ceil(kept / 2))}...${text.slice(text.length - Math.floor(kept / 2))}`;
}
