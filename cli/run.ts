/** Runs one plan: searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  advance,
  advanceTeam,
  countsOf,
  createSearch,
  disband,
  isReady,
  isWorthATeam,
  type Model,
  type Outcome,
  outcomeOf,
  SchemaError,
  type Search,
  type Spec,
  startTeam,
  stopSearch,
  type Team,
} from '../checker/index.ts';
import { changedConstants, isOwnRun, meets } from './expectation.ts';
import { constantsOf, judgedModel, type RunOptions } from './plan.ts';
import { profileOf } from './profile.ts';
import { type ReportedOutcome, reportOutcome, type SpecReport } from './report.ts';
import { buildModel } from './specs/validate.ts';

/** States expanded between two looks at the clock: milliseconds, even for a slow model. */
const SLICE = 4096;
const PROGRESS_EVERY_MS = 200;
/** Of the memory allowed: for compiled code and garbage while the search runs, in each thread. */
const RESERVED_BYTES = 24 * 2 ** 20;
/** Before a spec is loaded and the model made, a thread takes some 20 MB. */
const THREAD_BYTES = RESERVED_BYTES + 20 * 2 ** 20;

export interface Progress {
  readonly distinct: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number;
  readonly seconds: number;
}

/** Whoever waits for a run: may interrupt it, and hears how far it is. */
export interface Watch {
  readonly interrupt: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** Starts a thread that joins the team it is invited to, with the model that is being searched. */
export type StartThread = Parameters<typeof startTeam>[2];

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
  const found = await searchAndReport(origin, options, watch, startThread);
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
    judged: model.properties.map(({ kind, name, claim }) => ({ kind, name, claim })),
    ...found,
    workers: options.workers,
    seconds: Math.round(seconds * 1e4) / 1e4,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function searchAndReport(
  origin: Parameters<typeof reportOutcome>[0],
  options: RunOptions,
  watch: Watch,
  startThread: StartThread,
): Promise<ReportedOutcome> {
  try {
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
  const { all, maxStates, maxDepth, timeoutSeconds, workers } = options;
  const started = performance.now();
  let shown = started;
  const search = createSearch(model, {
    all,
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
      watch.progress({ ...countsOf(search), seconds });
    }
  }
  if (crew.team !== null) await disband(crew.team);
  return outcomeOf(search);
}

/** For the stored states: what is allowed, without what the process takes anyway. */
function bytesLeft({ maxMemory, workers }: RunOptions): number {
  const others = (workers - 1) * THREAD_BYTES;
  return Math.max(0, maxMemory - process.memoryUsage.rss() - RESERVED_BYTES - others);
}

/** Whoever searches: one worker, and a team once that is worth it. */
interface Crew {
  readonly search: Search;
  readonly workers: number;
  readonly startThread: StartThread;
  team: Team | null;
}

/** Goes on for some milliseconds. Returns true once the search is over. */
async function advanceCrew(crew: Crew): Promise<boolean> {
  const { search, workers, startThread, team } = crew;
  if (search.over) return true;
  if (team !== null && isReady(team)) return advanceTeam(team);
  if (team === null && workers > 1 && isWorthATeam(search))
    crew.team = startTeam(search, workers, startThread);
  return advance(search, SLICE);
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
