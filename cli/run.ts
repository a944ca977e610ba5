/** Runs one plan: searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  advance,
  countsOf,
  createSearch,
  type Model,
  type Outcome,
  outcomeOf,
  SchemaError,
  type Spec,
  stopSearch,
} from '../checker/index.ts';
import { changedConstants, isOwnRun, meets } from './expectation.ts';
import { constantsOf, judgedModel, type RunOptions } from './plan.ts';
import { profileOf } from './profile.ts';
import { type ReportedOutcome, reportOutcome, type SpecReport } from './report.ts';
import { simulateAndReport } from './simulate.ts';
import { buildModel } from './specs/validate.ts';
import { PROGRESS_EVERY_MS, type Watch } from './watch.ts';

/** States expanded between two looks at the clock: milliseconds, even for a slow model. */
const SLICE = 4096;
/** Of the memory allowed: for compiled code and garbage while the search runs. */
const RESERVED_BYTES = 24 * 2 ** 20;

export async function runSpec(spec: Spec, options: RunOptions, watch: Watch): Promise<SpecReport> {
  const profile = profileOf(spec, options.deep);
  const constants = constantsOf(spec, options);
  const model = judgedModel(buildModel(spec, constants), options.judged, spec.name);
  const started = performance.now();
  const found = await findAndReport({ spec: spec.name, constants, model }, options, watch);
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
    seconds: Math.round(seconds * 1e4) / 1e4,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function findAndReport(
  origin: Parameters<typeof reportOutcome>[0],
  options: RunOptions,
  watch: Watch,
): Promise<ReportedOutcome> {
  const { simulation } = options;
  try {
    if (simulation !== null) return await simulateAndReport(origin, simulation, options, watch);
    return reportOutcome(origin, await searchToEnd(origin.model, options, watch));
  } catch (error) {
    if (error instanceof SchemaError) return refusedSchema(error.message);
    throw error;
  }
}

async function searchToEnd(model: Model, options: RunOptions, watch: Watch): Promise<Outcome> {
  const { all, order, maxStates, maxDepth, timeoutSeconds, maxMemory } = options;
  const started = performance.now();
  let shown = started;
  const search = createSearch(model, {
    all,
    order,
    maxStates: maxStates ?? Number.POSITIVE_INFINITY,
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    maxBytes: Math.max(0, maxMemory - process.memoryUsage.rss() - RESERVED_BYTES),
  });
  while (!advance(search, SLICE)) {
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
  return outcomeOf(search);
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
