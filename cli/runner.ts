/**
 * The process that runs one plan. One process a spec: a second model in the same process would be
 * several times slower (V8's inline caches would have seen the first one's generated code), and what
 * a model does to its process (memory, endless loops, printing) stays its own.
 */
import { DiskError, EngineError } from '../checker/index.ts';
import { stackOf, UsageError } from './errors.ts';
import { type FromRunner, STOP, type ToRunner } from './messages.ts';
import type { Plan } from './plan.ts';
import { runSpec } from './run.ts';
import { loadSpec } from './specs/load.ts';
import { threadsFor } from './threads.ts';
import type { Progress } from './watch.ts';

const interrupt = new AbortController();

// A terminal sends Ctrl-C to this process too; the one that prints decides what it means.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', async (message: ToRunner) => {
  if (message === STOP) interrupt.abort();
  else tell(await run(message));
});

async function run(plan: Plan): Promise<FromRunner> {
  const watch = {
    interrupt: interrupt.signal,
    progress: (progress: Progress) => tell({ kind: 'progress', progress }),
  };
  try {
    const spec = await loadSpec(plan.reference);
    const report = await runSpec(spec, plan, watch, threadsFor(plan));
    return { kind: 'report', report };
  } catch (error) {
    return { kind: 'failed', message: explain(error) };
  }
}

function tell(message: FromRunner): void {
  // Without a callback, a parent that is gone would be an error that nobody handles.
  process.send?.(message, () => undefined);
}

/** A stack only where the error is nobody's to expect. */
function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof EngineError || error instanceof DiskError)
    return error.message;
  return stackOf(error);
}
