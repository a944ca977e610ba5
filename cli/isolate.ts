/** Runs a plan in a process of its own, and turns whatever becomes of it into a result. */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { getSystemErrorName } from 'node:util';
import { Ended, messageOf, UsageError } from './errors.ts';
import { later } from './later.ts';
import { type FromRunner, STOP } from './messages.ts';
import { watchOver } from './orphan.ts';
import { CODE } from './paths.ts';
import type { Plan } from './plan.ts';
import type { SpecReport } from './report.ts';
import type { Watch } from './watch.ts';

export type RunResult =
  | { readonly kind: 'report'; readonly report: SpecReport }
  /** The run itself broke down: a crash, no memory, a bug. */
  | { readonly kind: 'failed'; readonly message: string };

const RUNNER = path.join(CODE, 'cli/runner.js');
const STDERR = 2;
/**
 * The threads in which V8 compiles and collects: as many as there are cores beside the one that searches, at
 * most Node.js's own four. With four, on two cores, the search waited for a core for some 80 of its first 200
 * ms: with the audit a sixteenth of the time at 0.7 million states.
 */
const HELPERS = Math.min(4, Math.max(1, availableParallelism() - 1));

/** How long a search may take to end, once it is told to or its time is up. */
const PATIENCE_SECONDS = 10;
/** And how much longer to draw up what it found, which asks the model again, of a sample of its states. */
const DRAWING_UP_SECONDS = 120;
/** What a search found is drawn up at once, as a rule. */
const SECONDS_UNTIL_SHOWN = 0.5;
const STUCK =
  'it did not stop when it was told to: a guard, an effect or a property of the model does not end';
const NOT_DRAWN_UP =
  'the search is over, and what it found is not drawn up: a guard, an effect or a property of the model, asked once more, ' +
  'does not end, or takes very long';
const NOT_STARTED = 'the process that searches could not be started';

/** A process that has been started and waits for its plan. */
export type Runner = ChildProcess;

/**
 * Starts the process that will run a plan. Start it before there is a plan, and it loads its modules
 * while its parent loads its own.
 * @throws UsageError where the system refuses at once; else whoever gives it a plan is told
 */
export function startRunner(): Runner {
  // What a model prints must not end up in our own output.
  const stdio = ['ignore', STDERR, STDERR, 'ipc'] as const;
  // Node.js would parse these certificates when it starts: 37 ms for the usual list of a system.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const runner = forked({
    stdio: [...stdio],
    env,
    execArgv: [`--v8-pool-size=${HELPERS}`, ...process.execArgv],
  });
  // Until it is given a plan nobody listens, and an error without a listener would end this process.
  runner.on('error', () => undefined);
  const kill = (): void => void runner.kill('SIGKILL');
  process.once('exit', kill);
  runner.once('exit', () => process.off('exit', kill));
  // One that is never given a plan must not keep its parent alive.
  runner.unref();
  runner.channel?.unref();
  return runner;
}

function forked(options: ForkOptions): Runner {
  try {
    return fork(RUNNER, options);
  } catch (error) {
    throw new UsageError(`${NOT_STARTED}: ${messageOf(error)}`);
  }
}

/** @throws Ended where this process is told to end: the other may be in the middle of a guard that never does. */
export function runPlan(
  runner: Runner,
  plan: Plan,
  { interrupt, progress }: Watch,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    runner.ref();
    runner.channel?.ref();
    /** What must not happen any more once there is a result. */
    const undo: (() => void)[] = [watchOver(runner)];
    let isSearching = true;
    const end = (): void => {
      for (const task of undo.splice(0)) task();
      // It has nothing left to do, and takes some 20 ms to put its own affairs in order.
      runner.kill('SIGKILL');
    };
    const settle = (result: RunResult): void => {
      end();
      resolve(result);
    };
    const killAfter = (seconds: number): void => {
      const giveUp = (): void => {
        if (isSearching) return settle({ kind: 'failed', message: STUCK });
        // A search that is over has stopped: to draw up what it found may take longer, but not for ever.
        const fail = (): void => settle({ kind: 'failed', message: NOT_DRAWN_UP });
        undo.push(later(DRAWING_UP_SECONDS, fail));
      };
      undo.push(later(seconds + PATIENCE_SECONDS, giveUp));
    };
    const stop = (): void => {
      runner.send(STOP);
      killAfter(0);
    };
    interrupt.addEventListener('abort', stop, { once: true });
    undo.push(() => interrupt.removeEventListener('abort', stop), ...onEnd(end, reject));
    runner.on('message', (message: FromRunner) => {
      if (message.kind === 'progress') progress(message.progress);
      else if (message.kind === 'over') {
        isSearching = false;
        undo.push(later(SECONDS_UNTIL_SHOWN, () => progress(message.progress)));
      } else settle(message);
    });
    runner.once('error', ({ message }) => {
      const isStarted = runner.pid !== undefined;
      settle({ kind: 'failed', message: isStarted ? message : `${NOT_STARTED}: ${message}` });
    });
    runner.once('exit', (code, signal) =>
      settle({ kind: 'failed', message: deathOf(code, signal) }),
    );
    const { timeoutSeconds } = plan.options;
    if (timeoutSeconds !== null) killAfter(timeoutSeconds);
    if (runner.exitCode === null && runner.signalCode === null) runner.send(plan);
    else settle({ kind: 'failed', message: deathOf(runner.exitCode, runner.signalCode) });
  });
}

/**
 * Ends the run where a signal is to end the program. Only while there is a run: a signal that is listened to waits for
 * whatever this process is busy with, which may be a spec file that never ends.
 * @returns what stops listening
 */
function onEnd(end: () => void, reject: (reason: Ended) => void): (() => void)[] {
  return (['SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const onSignal = (): void => {
      end();
      reject(new Ended(signal));
    };
    process.once(signal, onSignal);
    return () => process.off(signal, onSignal);
  });
}

/**
 * Waits until a process that has been ended is gone, some 5 ms: otherwise whoever measures this program does not see
 * its time and memory.
 */
export function gone(runner: Runner): Promise<void> {
  if (!runner.killed || runner.exitCode !== null || runner.signalCode !== null)
    return Promise.resolve();
  return new Promise((resolve) => runner.once('exit', () => resolve()));
}

function deathOf(code: ChildProcess['exitCode'], signal: ChildProcess['signalCode']): string {
  // Negative numbers are the system's, and not those of a program that ran.
  if (code !== null && code < 0) return `${NOT_STARTED}: ${getSystemErrorName(code)}`;
  if (signal === null) return `the process that ran it ended without a result (exit code ${code})`;
  const memory =
    signal === 'SIGKILL' || signal === 'SIGABRT'
      ? '; it may have run out of memory: lower --max-memory'
      : '';
  return `the process that ran it was killed by ${signal}${memory}`;
}
