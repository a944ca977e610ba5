import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Runner, runPlan } from './isolate.ts';
import type { Plan } from './plan.ts';

/** Stands for the process that searches: it hears everything, and says what the test lets it say. */
function silent(): Runner {
  return Object.assign(new EventEmitter(), {
    exitCode: null,
    signalCode: null,
    channel: { ref: () => undefined },
    ref: () => undefined,
    send: () => true,
    kill: () => true,
  }) as unknown as Runner;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const plan = { options: { timeoutSeconds: 5 } } as Plan;

async function messageAfter(seconds: number, over: boolean): Promise<string | null> {
  const runner = silent();
  let message: string | null = null;
  const watch = { interrupt: new AbortController().signal, progress: () => undefined };
  const run = runPlan(runner, plan, watch);
  void run.then((result) => {
    message = result.kind === 'failed' ? result.message : result.kind;
  });
  if (over) runner.emit('message', { kind: 'over', progress: {} });
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  runner.emit('exit', 0, null);
  return message;
}

it('a search that does not stop when its time is up is ended', async () => {
  expect(await messageAfter(14, false)).toBeNull();
  expect(await messageAfter(16, false)).toMatch(/did not stop when it was told to/);
});

it('a search that is over has longer, but not for ever, to say what it found', async () => {
  expect(await messageAfter(100, true)).toBeNull();
  expect(await messageAfter(200, true)).toMatch(/what it found is not drawn up/);
});
