import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { numbers } from '../store/store.ts';
import { compiled } from '../testing/compiled.ts';
import { PHASE } from './shared.ts';

/** Waits for a call in a thread. */
const WAITER = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.steps).then(({ awaitCall }) => {
    parentPort.postMessage('waiting');
    parentPort.postMessage(awaitCall({ control: workerData.control }, 0));
  });
`;

it('a member that is woken late by a call that it has answered waits for the next one', async () => {
  const control = numbers(4, true);
  const steps = await compiled(new URL('./steps.ts', import.meta.url));
  const waiter = new Worker(WAITER, { eval: true, workerData: { steps, control } });
  await once(waiter, 'message');
  const answers: number[] = [];
  waiter.on('message', (phase: number) => answers.push(phase));
  for (let times = 0; times < 40; times++) {
    await setTimeout(5);
    Atomics.notify(control, PHASE);
  }
  expect(answers).toEqual([]);
  const ended = once(waiter, 'exit');
  Atomics.store(control, PHASE, 1);
  Atomics.notify(control, PHASE);
  await ended;
  expect(answers).toEqual([1]);
});
