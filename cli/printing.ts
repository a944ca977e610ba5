/** Prints what becomes of the specs of a command: of each as it is done, and of all at the end. */
import { UsageError } from './errors.ts';
import { type ExitCode, exitCodeOf, OK, USAGE } from './exit-codes.ts';
import { saveCounterexample } from './files.ts';
import type { RunResult } from './isolate.ts';
import type { Job } from './jobs.ts';
import type { RunOptions } from './plan.ts';
import { counterexampleLines } from './render/counterexample.ts';
import { shellWord } from './render/finding.ts';
import { failureJson, reportJson } from './render/json.ts';
import { wrap } from './render/layout.ts';
import { reportLines } from './render/report.ts';
import { statsLines } from './render/stats.ts';
import { countLine, type Finished, finishedLines, summaryLines } from './render/summary.ts';
import type { SpecReport } from './report.ts';
import type { Unloadable } from './specs/select.ts';
import { plainPaint, type Terminal, WIDEST } from './terminal.ts';

/** What to print, and where to. */
export interface CheckOutput {
  readonly json: boolean;
  readonly full: boolean;
  readonly save: string | null;
}

export interface Printer {
  readonly options: RunOptions;
  readonly output: CheckOutput;
  readonly terminal: Terminal;
  readonly single: boolean;
}

/** Prints one result, and stores its counterexample if that is asked for. */
export function printResult(job: Job, result: RunResult, printer: Printer): ExitCode {
  const { options, output, terminal } = printer;
  const { label, reference } = job.loaded;
  const file = reference.kind === 'own' ? reference.file : null;
  if (result.kind === 'failed') {
    const seed = options.simulation === null ? '' : ` (seed ${options.simulation.seed})`;
    if (output.json)
      terminal.print([failureJson(job.loaded.spec.name, file, result.message + seed)]);
    terminal.warn([`error: ${label} could not be checked: ${result.message}${seed}`]);
    return USAGE;
  }
  const { report } = result;
  if (output.json) terminal.print([reportJson(report, file, options.all)]);
  else terminal.print(textOf(job, { ...report, spec: label }, printer));
  return output.save === null ? OK : save(job, report, output.save, terminal);
}

/** Prints why a spec cannot be loaded, which does not keep others from being checked. */
export function printUnloadable(
  { label, why }: Unloadable,
  { output, terminal }: Printer,
): ExitCode {
  if (output.json) terminal.print([failureJson(label, null, why)]);
  terminal.warn(wrap(`error: ${why}`, WIDEST, '  '));
  return USAGE;
}

/** In full for a single spec, and where something is not as it should be. */
function textOf(
  { argument }: Job,
  report: SpecReport,
  { output, terminal, single }: Printer,
): string[] {
  const { width, paint } = terminal;
  const full = reportLines(report, argument, { width, paint, full: output.full });
  if (single) return full;
  // Walks that met nothing are what is to be expected of them.
  const quiet = report.simulation !== null && report.verdict === 'incomplete';
  if (!quiet && exitCodeOf(report) !== OK) return ['', ...full, ''];
  const line = finishedLines(report, width, paint);
  return report.stats === null ? line : [...line, '', ...statsLines(report.stats, terminal), ''];
}

function save(
  { argument, loaded }: Job,
  report: SpecReport,
  file: string,
  terminal: Terminal,
): ExitCode {
  const [finding] = report.findings;
  if (finding === undefined) {
    terminal.warn([`there is no counterexample to save: ${file} is not written`]);
    return OK;
  }
  const layout = { width: WIDEST, paint: plainPaint, full: false };
  const lines = counterexampleLines(finding, loaded.spec, argument, layout);
  try {
    saveCounterexample(file, finding.counterexample, lines);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.warn([`error: ${error.message}`]);
    return USAGE;
  }
  const spec = loaded.reference.kind === 'own' ? ` --spec ${shellWord(argument)}` : '';
  terminal.warn([`saved; replay it with: fencepost replay ${shellWord(file)}${spec}`]);
  return OK;
}

export function printSummary(
  finished: readonly Finished[],
  wanted: number,
  { output, terminal }: Printer,
): void {
  const left = wanted - finished.length;
  if (left > 0) terminal.warn([`interrupted: ${left} of ${wanted} specs were not checked`]);
  if (output.json || finished.length === 0) return;
  const { tableWidth, paint } = terminal;
  terminal.print([
    '',
    ...summaryLines(finished, tableWidth, paint),
    '',
    countLine(finished, left, paint),
  ]);
}
