/** Runs one plan: searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  advance,
  countsOf,
  createSearch,
  levelsOf,
  type Model,
  type Outcome,
  outcomeOf,
  SchemaError,
  type Search,
  type Spec,
  stopSearch,
} from '../checker/index.ts';
import { changedConstants, isOwnRun, meets } from './expectation.ts';
import { constantsOf, judgedModel, type RunOptions } from './plan.ts';
import { profileOf } from './profile.ts';
import { type ReportedOutcome, reportOutcome, type SpecReport } from './report.ts';
import { buildModel } from './specs/validate.ts';
import { collectStats, type SpecStats } from './stats/collect.ts';
import { type Deadline, deadlineOf } from './stats/deadline.ts';
import { type Forecast, forecaster } from './stats/forecast.ts';

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
  /** Null while nothing can be said of what is to come. */
  readonly forecast: Forecast | null;
  /** What is done now that the search is over; null while it runs. */
  readonly note: string | null;
}

/** Whoever waits for a run: may interrupt it, and hears how far it is. */
export interface Watch {
  readonly interrupt: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export async function runSpec(spec: Spec, options: RunOptions, watch: Watch): Promise<SpecReport> {
  const profile = profileOf(spec, options.deep);
  const constants = constantsOf(spec, options);
  const model = judgedModel(buildModel(spec, constants), options.judged, spec.name);
  const started = performance.now();
  const { found, searched } = await searchAndReport(
    { spec: spec.name, constants, model },
    options,
    watch,
  );
  const seconds = (performance.now() - started) / 1000;
  // Before the statistics: it is the search that these figures are about.
  const peakBytes = process.resourceUsage().maxRSS * 1024;
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
    judged: model.properties.map(({ kind, name, claim }) => ({ kind, name, claim })),
    ...found,
    seconds: Math.round(seconds * 1e4) / 1e4,
    peakBytes,
    stats:
      options.stats && searched !== null && found.invalid === null
        ? await statsOf({ spec, constants, ...searched, seconds }, options, watch, started)
        : null,
  };
}

function statsOf(
  run: Parameters<typeof collectStats>[0],
  { timeoutSeconds, maxMemory }: RunOptions,
  watch: Watch,
  started: number,
): Promise<SpecStats> {
  const deadline: Deadline = deadlineOf(watch.interrupt, started, timeoutSeconds);
  const counts = countsOf(run.search);
  let shown = started;
  return collectStats(run, {
    deadline,
    maxBytes: () => bytesFor(maxMemory),
    progress: (note) => {
      const now = performance.now();
      if (now - shown < PROGRESS_EVERY_MS) return;
      shown = now;
      watch.progress({ ...counts, seconds: (now - started) / 1000, forecast: null, note });
    },
  });
}

/** What stored states may take of the memory allowed. */
function bytesFor(maxMemory: number): number {
  return Math.max(0, maxMemory - process.memoryUsage.rss() - RESERVED_BYTES);
}

/** A search that is over, and what it found. */
interface Searched {
  readonly search: Search;
  readonly outcome: Outcome;
}

async function searchAndReport(
  origin: Parameters<typeof reportOutcome>[0],
  options: RunOptions,
  watch: Watch,
): Promise<{ readonly found: ReportedOutcome; readonly searched: Searched | null }> {
  try {
    const searched = await searchToEnd(origin.model, options, watch);
    return { found: reportOutcome(origin, searched.outcome), searched };
  } catch (error) {
    if (error instanceof SchemaError)
      return { found: refusedSchema(error.message), searched: null };
    throw error;
  }
}

async function searchToEnd(model: Model, options: RunOptions, watch: Watch): Promise<Searched> {
  const { all, maxStates, maxDepth, timeoutSeconds, maxMemory } = options;
  const started = performance.now();
  let shown = started;
  const search = createSearch(model, {
    all,
    maxStates: maxStates ?? Number.POSITIVE_INFINITY,
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    maxBytes: bytesFor(maxMemory),
    tally: options.stats,
  });
  const forecast = forecaster(options);
  while (!advance(search, SLICE)) {
    await setImmediate();
    const now = performance.now();
    const seconds = (now - started) / 1000;
    if (watch.interrupt.aborted) stopSearch(search, 'interrupted');
    else if (seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY)) stopSearch(search, 'timeout');
    else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      const counts = countsOf(search);
      const toCome = forecast(levelsOf(search), counts, seconds);
      watch.progress({ ...counts, seconds, forecast: toCome, note: null });
    }
  }
  return { search, outcome: outcomeOf(search) };
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
