/** Runs a plan in a process of its own, and turns whatever becomes of it into a result. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type FromRunner, STOP } from './messages.ts';
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

/** How long a run may take to end, once it is told to or its time is up. */
const PATIENCE_SECONDS = 10;
const STUCK =
  'it did not stop when it was told to: a guard, an effect or a property of the model does not end';

/** A process that has been started and waits for its plan. */
export type Runner = ChildProcess;

/**
 * Starts the process that will run a plan. Start it before there is a plan, and it loads its modules
 * while its parent loads its own.
 */
export function startRunner(): Runner {
  // What a model prints must not end up in our own output.
  const stdio = ['ignore', STDERR, STDERR, 'ipc'] as const;
  // Node.js would parse these certificates when it starts: 37 ms for the usual list of a system.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const runner = fork(RUNNER, {
    stdio: [...stdio],
    env,
    execArgv: [`--v8-pool-size=${HELPERS}`, ...process.execArgv],
  });
  const kill = (): void => void runner.kill('SIGKILL');
  process.once('exit', kill);
  runner.once('exit', () => process.off('exit', kill));
  // One that is never given a plan must not keep its parent alive.
  runner.unref();
  runner.channel?.unref();
  return runner;
}

export function runPlan(
  runner: Runner,
  plan: Plan,
  { interrupt, progress }: Watch,
): Promise<RunResult> {
  return new Promise((resolve) => {
    runner.ref();
    runner.channel?.ref();
    const timers: NodeJS.Timeout[] = [];
    const killAfter = (seconds: number): void => {
      const giveUp = (): void => settle({ kind: 'failed', message: STUCK });
      timers.push(setTimeout(giveUp, (seconds + PATIENCE_SECONDS) * 1000));
    };
    const stop = (): void => {
      runner.send(STOP);
      killAfter(0);
    };
    interrupt.addEventListener('abort', stop, { once: true });
    const settle = (result: RunResult): void => {
      for (const timer of timers) clearTimeout(timer);
      interrupt.removeEventListener('abort', stop);
      // It has nothing left to do, and takes some 20 ms to put its own affairs in order.
      runner.kill('SIGKILL');
      // Still waited for, 5 ms: otherwise whoever measures this program does not see its time and memory.
      resolve(result);
    };
    runner.on('message', (message: FromRunner) => {
      if (message.kind === 'progress') progress(message.progress);
      else settle(message);
    });
    runner.once('error', (error) => settle({ kind: 'failed', message: error.message }));
    runner.once('exit', (code, signal) =>
      settle({ kind: 'failed', message: deathOf(code, signal) }),
    );
    const { timeoutSeconds } = plan.options;
    if (timeoutSeconds !== null) killAfter(timeoutSeconds);
    if (runner.exitCode === null && runner.signalCode === null) runner.send(plan);
    else settle({ kind: 'failed', message: deathOf(runner.exitCode, runner.signalCode) });
  });
}

function deathOf(code: ChildProcess['exitCode'], signal: ChildProcess['signalCode']): string {
  if (signal === null) return `the process that ran it ended without a result (exit code ${code})`;
  const memory =
    signal === 'SIGKILL' || signal === 'SIGABRT'
      ? '; it may have run out of memory: lower --max-memory'
      : '';
  return `the process that ran it was killed by ${signal}${memory}`;
}
