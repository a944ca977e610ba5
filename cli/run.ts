/** Runs one plan: searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  countsOf,
  createSearch,
  type Model,
  type Outcome,
  outcomeOf,
  SchemaError,
  type Spec,
  stopSearch,
} from '../checker/index.ts';
import { advanceCrew, type Crew, dismiss, type StartThread } from './crew.ts';
import { changedConstants, isOwnRun, meets } from './expectation.ts';
import { constantsOf, judgedModel, type RunOptions } from './plan.ts';
import { profileOf } from './profile.ts';
import { type ReportedOutcome, reportOutcome, type SpecReport } from './report.ts';
import { simulateAndReport } from './simulate.ts';
import { buildModel } from './specs/validate.ts';
import { PROGRESS_EVERY_MS, type Watch } from './watch.ts';

/** Of the memory allowed: for compiled code and garbage while the search runs. */
const RESERVED_BYTES = 24 * 2 ** 20;
/** Before a spec is loaded and the model made, a thread takes some 20 MB. */
const THREAD_BYTES = RESERVED_BYTES + 20 * 2 ** 20;

export async function runSpec(
  spec: Spec,
  options: RunOptions,
  watch: Watch,
  startThread: StartThread,
): Promise<SpecReport> {
  const profile = profileOf(spec, options.deep);
  const constants = constantsOf(spec, options);
  const model = judgedModel(buildModel(spec, constants), options.judged, spec.name);
  const started = performance.now();
  const origin = { spec: spec.name, constants, model };
  const found = await findAndReport(origin, options, watch, startThread);
  const seconds = (performance.now() - started) / 1000;
  const [first] = found.findings;
  const steps = first === undefined ? null : first.counterexample.steps.length - 1;
  return {
    spec: spec.name,
    title: spec.title,
    about: spec.about,
    constants,
    changed: changedConstants(spec, constants),
    expect: profile.expect,
    expected: isOwnRun(profile, options) ? meets(profile.expect, { ...found, steps }) : null,
    deep: options.deep,
    order: options.order,
    judged: model.properties.map(({ kind, name, claim }) => ({ kind, name, claim })),
    ...found,
    workers: options.workers,
    seconds: Math.round(seconds * 1e4) / 1e4,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function findAndReport(
  origin: Parameters<typeof reportOutcome>[0],
  options: RunOptions,
  watch: Watch,
  startThread: StartThread,
): Promise<ReportedOutcome> {
  const { simulation } = options;
  try {
    if (simulation !== null) return await simulateAndReport(origin, simulation, options, watch);
    return reportOutcome(origin, await searchToEnd(origin.model, options, watch, startThread));
  } catch (error) {
    if (error instanceof SchemaError) return refusedSchema(error.message);
    throw error;
  }
}

async function searchToEnd(
  model: Model,
  options: RunOptions,
  watch: Watch,
  startThread: StartThread,
): Promise<Outcome> {
  const { all, order, maxStates, maxDepth, timeoutSeconds, workers } = options;
  const started = performance.now();
  let shown = started;
  const search = createSearch(model, {
    all,
    order,
    maxStates: maxStates ?? Number.POSITIVE_INFINITY,
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    maxBytes: bytesLeft(options),
    shared: workers > 1,
  });
  const crew: Crew = { search, workers, startThread, team: null };
  while (!(await advanceCrew(crew))) {
    await setImmediate();
    const now = performance.now();
    const seconds = (now - started) / 1000;
    if (watch.interrupt.aborted) stopSearch(search, 'interrupted');
    else if (seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY)) stopSearch(search, 'timeout');
    else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      watch.progress({ kind: 'search', ...countsOf(search), seconds });
    }
  }
  await dismiss(crew);
  return outcomeOf(search);
}

/** For the stored states: what is allowed, without what the process takes anyway. */
function bytesLeft({ maxMemory, workers }: RunOptions): number {
  const others = (workers - 1) * THREAD_BYTES;
  return Math.max(0, maxMemory - process.memoryUsage.rss() - RESERVED_BYTES - others);
}

/** A state that cannot be packed: no state was visited. */
function refusedSchema(message: string): ReportedOutcome {
  return {
    verdict: 'invalid-model',
    property: null,
    unreached: [],
    findings: [],
    invalid: { message, path: null, value: null, action: null, steps: [], shown: [] },
    limit: null,
    shortest: true,
    simulation: null,
    distinct: 0,
    transitions: 0,
    depth: 0,
    complete: false,
    coveredDepth: 0,
  };
}
