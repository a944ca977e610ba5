/** Runs one plan: a search or random walks, and what is gathered about it. */
import {
  countsOf,
  type Outcome,
  outcomeOf,
  SchemaError,
  type Search,
  type Spec,
} from '../checker/index.ts';
import type { Keeper } from './checkpoint/keeper.ts';
import { changedConstants, isOwnRun, meets } from './expectation.ts';
import { bytesLeft } from './memory.ts';
import {
  type CheckpointPlan,
  constantsOf,
  modelOf,
  type Plan,
  type RunOptions,
  usesSymmetry,
} from './plan.ts';
import { profileOf } from './profile.ts';
import {
  NOTHING_SEARCHED,
  type ReportedOutcome,
  reportOutcome,
  type SavedPoint,
  type SpecReport,
} from './report.ts';
import { searchToEnd } from './search.ts';
import { simulateAndReport } from './simulate.ts';
import { collectStats, type SpecStats } from './stats/collect.ts';
import { type Deadline, deadlineOf } from './stats/deadline.ts';
import type { Threads } from './threads.ts';
import { PROGRESS_EVERY_MS, type RunWatch, type SearchProgress } from './watch.ts';

export async function runSpec(
  spec: Spec,
  { options, checkpoint }: Plan,
  watch: RunWatch,
  threads: Threads,
): Promise<SpecReport> {
  const profile = profileOf(spec, options.deep);
  const constants = constantsOf(spec, options);
  const model = modelOf(spec, options);
  const symmetry = usesSymmetry(spec, options);
  const started = performance.now();
  const origin = { spec: spec.name, constants, model };
  const { found, searched } = await findAndReport(
    origin,
    { ...options, symmetry },
    watch,
    threads,
    checkpoint,
  );
  const seconds = (checkpoint?.run.seconds ?? 0) + (performance.now() - started) / 1000;
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
    expected: isOwnRun(profile, options)
      ? meets(profile.expect, {
          ...found,
          violated: found.findings.map((finding) => finding.property),
          steps,
          symmetry,
        })
      : null,
    deep: options.deep,
    order: options.order,
    symmetry,
    judged: model.properties.map(({ kind, name, claim }) => ({ kind, name, claim })),
    ...found,
    workers: options.workers,
    mayOverflow: options.disk !== null,
    seconds: Math.round(seconds * 1e4) / 1e4,
    peakBytes,
    stats:
      options.stats && searched !== null && found.invalid === null
        ? await statsOf({ spec, constants, ...searched, seconds }, options, watch, started)
        : null,
  };
}

/** A search that is over, and what it found. */
interface SearchedSpec {
  readonly search: Search;
  readonly outcome: Outcome;
}

/** What was found, and the search that found it, unless it was walks, or there was nothing to search. */
interface Found {
  readonly found: ReportedOutcome;
  readonly searched: SearchedSpec | null;
}

async function findAndReport(
  origin: Parameters<typeof reportOutcome>[0],
  options: RunOptions,
  watch: RunWatch,
  threads: Threads,
  checkpoint: CheckpointPlan | null,
): Promise<Found> {
  const { simulation } = options;
  const started = performance.now();
  try {
    if (simulation !== null)
      return {
        found: await simulateAndReport(origin, simulation, options, watch, threads),
        searched: null,
      };
    const done = await searchToEnd(origin.model, options, watch, threads.startMember, checkpoint);
    await watch.over(noted(done.search, started, 'drawing up what was found'));
    const outcome = outcomeOf(done.search);
    return {
      found: { ...reportOutcome(origin, outcome), checkpoint: savedPointOf(done.keeper) },
      searched: { search: done.search, outcome },
    };
  } catch (error) {
    if (error instanceof SchemaError)
      return { found: refusedSchema(error.message), searched: null };
    throw error;
  }
}

function savedPointOf(keeper: Keeper | null): SavedPoint | null {
  if (keeper === null || keeper.savedStates === null) return null;
  return { folder: keeper.plan.folder, states: keeper.savedStates };
}

function statsOf(
  run: Parameters<typeof collectStats>[0],
  options: RunOptions,
  watch: RunWatch,
  started: number,
): Promise<SpecStats> {
  const deadline: Deadline = deadlineOf(watch.interrupt, started, options.timeoutSeconds);
  let shown = started;
  return collectStats(run, {
    deadline,
    maxBytes: () => bytesLeft(options),
    progress: (note) => {
      const now = performance.now();
      if (now - shown < PROGRESS_EVERY_MS) return;
      shown = now;
      watch.progress(noted(run.search, started, note));
    },
  });
}

/** What is done with a search that is over. */
function noted(search: Search, started: number, note: string): SearchProgress {
  const seconds = (performance.now() - started) / 1000;
  return { kind: 'search', ...countsOf(search), seconds, forecast: null, note };
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
    ...NOTHING_SEARCHED,
  };
}
