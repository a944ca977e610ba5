/** Simulates one plan: walks in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  advanceSimulation,
  createSimulation,
  type Model,
  type Origin,
  type Simulated,
  type SimulationOptions,
  simulated,
  stopSimulation,
} from '../checker/index.ts';
import type { RunOptions } from './plan.ts';
import { NOTHING_SEARCHED, type ReportedOutcome, reportFinding, reportInvalid } from './report.ts';
import { PROGRESS_EVERY_MS, type Watch } from './watch.ts';

/** Steps between two looks at the clock, or attempts to make a trace shorter. */
const SLICE = 512;
/** An attempt to make a trace shorter may take as long as thousands of steps. */
const SHORTENING_SLICE = 1;

export async function simulateAndReport(
  origin: Origin,
  simulation: SimulationOptions,
  { timeoutSeconds }: Pick<RunOptions, 'timeoutSeconds'>,
  watch: Watch,
): Promise<ReportedOutcome> {
  const outcome = await simulateToEnd(origin.model, simulation, timeoutSeconds, watch);
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
  timeoutSeconds: number | null,
  watch: Watch,
): Promise<Simulated> {
  const started = performance.now();
  let shown = started;
  const simulation = createSimulation(model, options);
  const slice = (): number => (simulation.found === null ? SLICE : SHORTENING_SLICE);
  while (!advanceSimulation(simulation, slice())) {
    await setImmediate();
    const now = performance.now();
    const seconds = (now - started) / 1000;
    if (watch.interrupt.aborted) stopSimulation(simulation, 'interrupted');
    else if (seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY))
      stopSimulation(simulation, 'timeout');
    else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      const { walks, steps } = simulation.counts;
      const left = simulation.found?.path.steps.length ?? null;
      watch.progress({ kind: 'walks', walks, steps, found: left, seconds });
    }
  }
  return simulated(simulation);
}
