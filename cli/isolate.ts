/** Runs a plan in a process of its own, and turns whatever becomes of it into a result. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FromRunner, STOP } from './messages.ts';
import type { Plan } from './plan.ts';
import type { SpecReport } from './report.ts';
import type { Watch } from './run.ts';

export type RunResult =
  | { readonly kind: 'report'; readonly report: SpecReport }
  /** The run itself broke down: a crash, no memory, a bug. */
  | { readonly kind: 'failed'; readonly message: string };

const RUNNER = fileURLToPath(new URL('./runner.js', import.meta.url));
const STDERR = 2;

export function runInProcess(plan: Plan, { interrupt, progress }: Watch): Promise<RunResult> {
  return new Promise((resolve) => {
    // What a model prints must not end up in our own output.
    const stdio = ['ignore', STDERR, STDERR, 'ipc'] as const;
    const runner = fork(RUNNER, [JSON.stringify(plan)], { stdio: [...stdio] });
    const stop = (): void => void runner.send(STOP);
    const kill = (): void => void runner.kill('SIGKILL');
    interrupt.addEventListener('abort', stop, { once: true });
    process.once('exit', kill);
    const settle = (result: RunResult): void => {
      interrupt.removeEventListener('abort', stop);
      process.off('exit', kill);
      if (runner.connected) runner.disconnect();
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
