/** Runs plans one after another, and has printed what becomes of each. */
import { availableParallelism } from 'node:os';
import { refuseStale } from './built.ts';
import { UsageError } from './errors.ts';
import { type ExitCode, exitCodeOf, INCOMPLETE, mostSevere, USAGE } from './exit-codes.ts';
import { prepareSavePlace } from './files.ts';
import { withInterrupt } from './interrupt.ts';
import { gone, type Runner, type RunResult, runPlan, startRunner } from './isolate.ts';
import type { Plan, RunOptions } from './plan.ts';
import { type CheckOutput, printResult, printSummary, printUnloadable } from './printing.ts';
import { progressText } from './render/progress.ts';
import type { Finished } from './render/summary.ts';
import type { LoadedSpec, Unloadable } from './specs/select.ts';
import type { Terminal } from './terminal.ts';

export interface Job {
  readonly loaded: LoadedSpec;
  readonly plan: Plan;
  /** What a person would type to mean this spec. */
  readonly argument: string;
}

/** What is to be done with the specs of a command. */
export interface Work {
  readonly jobs: readonly (Job | Unloadable)[];
  /** The names of those that come with Fencepost, if these are all that was asked for; null if there may be more. */
  readonly asked: readonly string[] | null;
  readonly options: RunOptions;
  readonly output: CheckOutput;
}

/** @param firstRunner a process for the first job, if one was started ahead */
export async function runJobs(
  { jobs, asked, options, output }: Work,
  terminal: Terminal,
  firstRunner: Runner | null,
): Promise<ExitCode> {
  if (output.save !== null) {
    prepareSavePlace(output.save);
    if (jobs.length > 1) throw new UsageError(`--save takes one spec; ${jobs.length} are chosen`);
  }
  const printer = { options, output, terminal, single: jobs.length === 1 };
  announceSeed(jobs.length, options, terminal);
  warnOfCrowd(options, terminal);
  const first = jobs.find(isJob);
  if (first === undefined) refuseStale(asked);
  return withInterrupt(
    async (interrupt) => {
      const finished: Finished[] = [];
      const codes: ExitCode[] = [];
      let runner: Runner | null = null;
      for (const job of jobs) {
        if (interrupt.aborted) break;
        if (!isJob(job)) {
          finished.push({ spec: job.label, report: null });
          codes.push(printUnloadable(job, printer));
          continue;
        }
        runner = (job === first ? firstRunner : null) ?? startRunner();
        const running = runJob(job, runner, interrupt, terminal);
        if (job === first) refuseStaleMeanwhile(runner, asked);
        const result = await running;
        const report = result.kind === 'report' ? result.report : null;
        finished.push({ spec: job.loaded.label, report });
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

function isJob(job: Job | Unloadable): job is Job {
  return 'plan' in job;
}

/** The search is under way: nobody waits for this. */
function refuseStaleMeanwhile(runner: Runner, asked: Work['asked']): void {
  try {
    refuseStale(asked);
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
      progress: (progress) => terminal.progress(progressText(loaded.label, progress)),
    });
  } finally {
    terminal.progress(null);
  }
}
