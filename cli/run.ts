/** Runs one plan: searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  advance,
  countsOf,
  createSearch,
  type Model,
  outcomeOf,
  SchemaError,
  type Search,
  type Spec,
  stopSearch,
} from '../checker/index.ts';
import { changedConstants, isOwnRun, meets } from './expectation.ts';
import { constantsOf, judgedModel, type RunOptions, usesSymmetry } from './plan.ts';
import { profileOf } from './profile.ts';
import { type ReportedOutcome, reportOutcome, type SpecReport } from './report.ts';
import { buildModel } from './specs/validate.ts';

/** States expanded between two looks at the clock: milliseconds, even for a slow model. */
const SLICE = 4096;
const PROGRESS_EVERY_MS = 200;
/** Of the memory allowed: for compiled code and garbage while the search runs. */
const RESERVED_BYTES = 24 * 2 ** 20;

export interface Progress {
  readonly distinct: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number;
  readonly seconds: number;
}

/** What `check` and `audit` have in common. */
type SearchLimits = Pick<
  RunOptions,
  'all' | 'symmetry' | 'maxStates' | 'maxDepth' | 'timeoutSeconds' | 'maxMemory'
>;

/** Whoever waits for a run: may interrupt it, and hears how far it is. */
export interface Watch {
  readonly interrupt: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export async function runSpec(spec: Spec, options: RunOptions, watch: Watch): Promise<SpecReport> {
  const profile = profileOf(spec, options.deep);
  const constants = constantsOf(spec, options);
  const model = judgedModel(buildModel(spec, constants), options.judged, spec.name);
  const symmetry = usesSymmetry(spec, options);
  const started = performance.now();
  const origin = { spec: spec.name, constants, model };
  const found = await searchAndReport(origin, { ...options, symmetry }, watch);
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
    expected: isOwnRun(profile, options)
      ? meets(profile.expect, { ...found, steps, symmetry })
      : null,
    deep: options.deep,
    symmetry,
    judged: model.properties.map(({ kind, name, claim }) => ({ kind, name, claim })),
    ...found,
    seconds: Math.round(seconds * 1e4) / 1e4,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function searchAndReport(
  origin: Parameters<typeof reportOutcome>[0],
  options: RunOptions,
  watch: Watch,
): Promise<ReportedOutcome> {
  try {
    return reportOutcome(origin, outcomeOf(await searchToEnd(origin.model, options, watch)));
  } catch (error) {
    if (error instanceof SchemaError) return refusedSchema(error.message);
    throw error;
  }
}

/** Searches a model's space until it is exhausted, or a limit is hit. */
export async function searchToEnd(
  model: Model,
  options: SearchLimits,
  watch: Watch,
): Promise<Search> {
  const { all, maxStates, maxDepth, timeoutSeconds, maxMemory, symmetry } = options;
  const started = performance.now();
  let shown = started;
  const search = createSearch(model, {
    all,
    symmetry: symmetry === true,
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
      watch.progress({ ...countsOf(search), seconds });
    }
  }
  return search;
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
    distinct: 0,
    transitions: 0,
    depth: 0,
    complete: false,
    coveredDepth: 0,
  };
}
