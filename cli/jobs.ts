/** Runs plans one after another, and prints what becomes of each. */
import { availableParallelism } from 'node:os';
import { refuseStale } from './built.ts';
import { UsageError } from './errors.ts';
import { type ExitCode, exitCodeOf, INCOMPLETE, mostSevere, OK, USAGE } from './exit-codes.ts';
import { checkSavePlace, saveCounterexample } from './files.ts';
import { withInterrupt } from './interrupt.ts';
import { gone, type Runner, type RunResult, runPlan, startRunner } from './isolate.ts';
import type { Plan, RunOptions } from './plan.ts';
import { counterexampleLines } from './render/counterexample.ts';
import { shellWord } from './render/finding.ts';
import { failureJson, reportJson } from './render/json.ts';
import { progressText } from './render/progress.ts';
import { reportLines } from './render/report.ts';
import { statsLines } from './render/stats.ts';
import { countLine, type Finished, finishedLines, summaryLines } from './render/summary.ts';
import type { SpecReport } from './report.ts';
import type { LoadedSpec } from './specs/select.ts';
import { plainPaint, type Terminal, WIDEST } from './terminal.ts';

/** What to print, and where to. */
export interface CheckOutput {
  readonly json: boolean;
  readonly full: boolean;
  readonly save: string | null;
}

export interface Job {
  readonly loaded: LoadedSpec;
  readonly plan: Plan;
  /** What a person would type to mean this spec. */
  readonly argument: string;
}

/** What is to be done with the jobs of a command. */
export interface Work {
  readonly jobs: readonly Job[];
  readonly options: RunOptions;
  readonly output: CheckOutput;
}

/** @param firstRunner a process for the first job, if one was started ahead */
export async function runJobs(
  { jobs, options, output }: Work,
  terminal: Terminal,
  firstRunner: Runner | null,
): Promise<ExitCode> {
  if (output.save !== null) {
    checkSavePlace(output.save);
    if (jobs.length > 1) throw new UsageError(`--save takes one spec; ${jobs.length} are chosen`);
  }
  const printer = { options, output, terminal, single: jobs.length === 1 };
  announceSeed(jobs.length, options, terminal);
  warnOfCrowd(options, terminal);
  return withInterrupt(
    async (interrupt) => {
      const finished: Finished[] = [];
      const codes: ExitCode[] = [];
      let runner: Runner | null = null;
      for (const job of jobs) {
        if (interrupt.aborted) break;
        runner = (job === jobs[0] ? firstRunner : null) ?? startRunner();
        const running = runJob(job, runner, interrupt, terminal);
        if (job === jobs[0]) refuseStaleMeanwhile(runner);
        const result = await running;
        const report = result.kind === 'report' ? result.report : null;
        finished.push({ spec: job.loaded.spec.name, report });
        codes.push(report === null ? USAGE : exitCodeOf(report), printResult(job, result, printer));
      }
      if (finished.length < jobs.length) codes.push(INCOMPLETE);
      if (jobs.length > 1) printSummary(finished, jobs.length, printer);
      if (runner !== null) await gone(runner);
      return mostSevere(codes);
    },
    () => terminal.progress(null),
    () => {
      terminal.progress(null);
      terminal.warn(['it is being stopped; Ctrl-C once more ends it at once, without a result']);
    },
  );
}

/** The search is under way: nobody waits for this. */
function refuseStaleMeanwhile(runner: Runner): void {
  try {
    refuseStale();
  } catch (error) {
    runner.kill('SIGKILL');
    throw error;
  }
}

/** A report has the seed too, but of several only those with a violation are printed, and none of a crash. */
function announceSeed(jobs: number, { simulation }: RunOptions, terminal: Terminal): void {
  if (simulation !== null && jobs > 1) terminal.warn([`seed ${simulation.seed}`]);
}

/** They wait for one another at every step: those that wait for a core hold up the others. */
function warnOfCrowd({ workers }: RunOptions, terminal: Terminal): void {
  const cores = availableParallelism();
  if (workers > cores)
    terminal.warn([
      `--workers ${workers}: that is more than there are cores (${cores}), and may be many times slower`,
    ]);
}

async function runJob(
  { plan, loaded }: Job,
  runner: Runner,
  interrupt: AbortSignal,
  terminal: Terminal,
): Promise<RunResult> {
  try {
    return await runPlan(runner, plan, {
      interrupt,
      progress: (progress) => terminal.progress(progressText(loaded.spec.name, progress)),
    });
  } finally {
    terminal.progress(null);
  }
}

interface Printer {
  readonly options: RunOptions;
  readonly output: CheckOutput;
  readonly terminal: Terminal;
  readonly single: boolean;
}

/** Prints one result, and stores its counterexample if that is asked for. */
function printResult(job: Job, result: RunResult, printer: Printer): ExitCode {
  const { options, output, terminal } = printer;
  const { name } = job.loaded.spec;
  if (result.kind === 'failed') {
    const seed = options.simulation === null ? '' : ` (seed ${options.simulation.seed})`;
    if (output.json) terminal.print([failureJson(name, result.message + seed)]);
    terminal.warn([`error: ${name} could not be checked: ${result.message}${seed}`]);
    return USAGE;
  }
  const { report } = result;
  if (output.json) terminal.print([reportJson(report, options.all)]);
  else terminal.print(textOf(job, report, printer));
  return output.save === null ? OK : save(job, report, output.save, terminal);
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

function printSummary(
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
