/**
 * The process that runs one plan. One process a spec: a second model in the same process would be
 * several times slower (V8's inline caches would have seen the first one's generated code), and what
 * a model does to its process (memory, endless loops, printing) stays its own.
 */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { DiskError, EngineError, placeText } from '../checker/index.ts';
import { messageOf, stackOf, UsageError } from './errors.ts';
import { type FromRunner, STOP, type ToRunner } from './messages.ts';
import type { Plan } from './plan.ts';
import { plannedSpec } from './planned.ts';
import { runSpec } from './run.ts';
import { threadsFor } from './threads.ts';
import type { Progress } from './watch.ts';

/**
 * Drivers inline the guards and effects of one action each; V8's defaults stop halfway. Getters of views come
 * last with V8, as it does not count how often they are called, so small functions are inlined whatever the
 * budget is. Together a sixth of the time of the KIP-320 model. Set here and not on the command line, with which
 * Node.js would refuse the compiled code of its own modules: 20 ms more to start.
 */
const V8_FLAGS = [
  '--max-inlined-bytecode-size-cumulative=3000',
  '--max-inlined-bytecode-size=1000',
  '--max-inlined-bytecode-size-small=100',
  // There is little to collect, and a helper that is busy compiling lets it wait for up to 9 ms.
  '--no-parallel-scavenge',
];

const interrupt = new AbortController();

// A terminal sends Ctrl-C to this process too; the one that prints decides what it means.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', async (message: ToRunner) => {
  if (message === STOP) interrupt.abort();
  else await tell(await run(message));
});
// What a spec file leaves behind, such as a timer or a promise, may throw where nothing catches it.
process.on('uncaughtException', (error) => tell({ kind: 'failed', message: explain(error) }));

async function run(plan: Plan): Promise<FromRunner> {
  const watch = {
    interrupt: interrupt.signal,
    progress: (progress: Progress) => void tell({ kind: 'progress', progress }),
    over: (progress: Progress) => tell({ kind: 'over', progress }),
  };
  try {
    const spec = await plannedSpec(plan);
    // A promise that its file has rejected, and nobody awaits, is told of before a search that takes no time is over.
    await setImmediate();
    for (const flag of V8_FLAGS) setFlagsFromString(flag);
    const report = await runSpec(spec, plan, watch, threadsFor(plan));
    // Of what its guards and effects have rejected and nobody awaits, too: else an asynchronous effect holds.
    await setImmediate();
    return { kind: 'report', report };
  } catch (error) {
    return { kind: 'failed', message: explain(error) };
  }
}

function tell(message: FromRunner): Promise<void> {
  return new Promise((resolve) => {
    // Without a callback, a parent that is gone would be an error that nobody handles.
    process.send?.(message, () => resolve());
  });
}

/** A stack only where the error is nobody's to expect, and its line is not in a file of a person's own. */
function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof EngineError || error instanceof DiskError)
    return error.message;
  const place = placeText(error);
  return place === '' ? stackOf(error) : messageOf(error) + place;
}
