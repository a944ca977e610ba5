/** Several specs: a line for each as it finishes, and a table at the end. */
import { match, P } from 'ts-pattern';
import { duration, thousands } from '../numbers.ts';
import type { SpecReport } from '../report.ts';
import type { Paint } from '../terminal.ts';
import { widest, wrap } from './layout.ts';
import { expectedText, paintExpected, paintVerdict, verdictWord } from './verdict.ts';

const HEADINGS = ['verdict', 'property', 'steps', 'distinct', 'time', 'expected'];
const SPEC = 0;
const VERDICT = 1;
const PROPERTY = 2;
const RIGHT_ALIGNED = [3, 4, 5];
/** Properties give way down to this before names of specs do: the lines above the table have them. */
const NARROWEST_PROPERTY = 20;

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
    match(report)
      .with({ expected: true }, () => 'yes')
      .with({ verdict: 'incomplete' }, { expected: null }, () => '')
      .with({ expected: P.boolean }, () => 'NO')
      .exhaustive(),
  ];
}

/** How wide each column can be. */
function fitted(rows: readonly (readonly string[])[], width: number): number[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    widest(rows.map((cells) => cells[column] ?? '')),
  );
  const narrow = (column: number, narrowest: number): void => {
    const total = widths.reduce((sum, one) => sum + one + 2, -2);
    const wanted = widths[column] ?? 0;
    widths[column] = Math.min(wanted, Math.max(narrowest, wanted - Math.max(0, total - width)));
  };
  narrow(PROPERTY, NARROWEST_PROPERTY);
  narrow(SPEC, 0);
  return widths;
}

function rowText(
  cells: readonly string[],
  widths: readonly number[],
  paintedVerdict: (verdict: string) => string,
): string {
  const padded = widths.map((width, column) => {
    const cell = cells[column] ?? '';
    if (RIGHT_ALIGNED.includes(column)) return cell.padStart(width);
    const text = shortened(cell, width).padEnd(width);
    return column === VERDICT ? paintedVerdict(text) : text;
  });
  return padded.join('  ').trimEnd();
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}
