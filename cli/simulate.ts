/** Simulates one plan: walks in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import {
  advanceSimulation,
  createAhead,
  createSimulation,
  type Model,
  type Origin,
  type Simulated,
  type Simulation,
  type SimulationOptions,
  simulated,
  stopSimulation,
} from '../checker/index.ts';
import type { RunOptions } from './plan.ts';
import { NOTHING_SEARCHED, type ReportedOutcome, reportFinding, reportInvalid } from './report.ts';
import type { Threads } from './threads.ts';
import { PROGRESS_EVERY_MS, type RunWatch, type WalkProgress } from './watch.ts';

/** Steps between two looks at the clock, or attempts to make a trace shorter. */
const SLICE = 512;
/** An attempt to make a trace shorter may take as long as thousands of steps. */
const SHORTENING_SLICE = 1;
/** Before that, other threads would take longer to start than there is to do. */
const ALONE_MS = 250;

export async function simulateAndReport(
  origin: Origin,
  simulation: SimulationOptions,
  limits: Pick<RunOptions, 'timeoutSeconds' | 'workers'>,
  watch: RunWatch,
  { startScout }: Pick<Threads, 'startScout'>,
): Promise<ReportedOutcome> {
  const outcome = await simulateToEnd(origin.model, simulation, limits, watch, startScout);
  const { verdict, finding, invalid, unseen, limit, counts, walkedSteps } = outcome;
  const reported = finding === null ? null : reportFinding(origin, finding);
  return {
    verdict,
    property: reported?.property ?? null,
    unreached: unseen.map(({ name }) => name),
    findings: reported === null ? [] : [reported],
    invalid: invalid === null ? null : reportInvalid(origin.model, invalid),
    limit,
    shortest: false,
    simulation: { options: simulation, counts, walkedSteps },
    ...NOTHING_SEARCHED,
  };
}

async function simulateToEnd(
  model: Model,
  options: SimulationOptions,
  { timeoutSeconds, workers }: Pick<RunOptions, 'timeoutSeconds' | 'workers'>,
  watch: RunWatch,
  startScout: Threads['startScout'],
): Promise<Simulated> {
  const started = performance.now();
  let shown = started;
  const simulation = createSimulation(model, options);
  let scouts: readonly Worker[] = [];
  const slice = (): number => (simulation.found === null ? SLICE : SHORTENING_SLICE);
  const progress = (): WalkProgress => {
    const { walks, steps } = simulation.counts;
    const found = simulation.found?.path.steps.length ?? null;
    return { kind: 'walks', walks, steps, found, seconds: (performance.now() - started) / 1000 };
  };
  while (!advanceSimulation(simulation, slice())) {
    await setImmediate();
    const now = performance.now();
    const seconds = (now - started) / 1000;
    if (watch.interrupt.aborted) stopSimulation(simulation, 'interrupted');
    else if (seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY))
      stopSimulation(simulation, 'timeout');
    else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      watch.progress(progress());
    }
    if (simulation.found !== null) scouts = await recall(scouts);
    else if (workers > 1 && scouts.length === 0 && now - started > ALONE_MS)
      scouts = sendScouts(simulation, workers, startScout);
  }
  await recall(scouts);
  await watch.over(progress());
  return simulated(simulation);
}

async function recall(scouts: readonly Worker[]): Promise<readonly Worker[]> {
  await Promise.all(scouts.map((scout) => scout.terminate()));
  return [];
}

/** Starts the other threads. Of one that dies nothing is needed: its walks are walked here. */
function sendScouts(
  simulation: Simulation,
  workers: number,
  startScout: Threads['startScout'],
): readonly Worker[] {
  const ahead = createAhead(simulation.model, workers);
  simulation.ahead = ahead;
  return Array.from({ length: workers - 1 }, (_, nth) => {
    const scout = startScout(ahead, nth + 1);
    scout.on('error', () => undefined);
    scout.unref();
    return scout;
  });
}
