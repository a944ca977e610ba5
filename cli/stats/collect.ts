/** Gathers the statistics of one run, once its search is over. */
import { setImmediate } from 'node:timers/promises';
import {
  type ActionCount,
  actionCountsOf,
  advanceCounting,
  type ComponentCount,
  type Constants,
  countedComponents,
  countingProgress,
  countsOf,
  createCounting,
  type Estimate,
  estimateStates,
  levelsOf,
  type Outcome,
  type Search,
  type Spec,
} from '../../checker/index.ts';
import { type ConstantComparison, compareConstants } from './constants.ts';
import { type Deadline, leaving, within } from './deadline.ts';

/** Why a space is as large as it is: plain data, for it is sent to the process that prints. */
export interface SpecStats {
  /** How many states the figures are of. */
  readonly states: number;
  /** Whether they are of the whole space. */
  readonly complete: boolean;
  readonly actions: readonly ActionCount[];
  /** Distinct states by depth, the initial states first. */
  readonly levels: readonly number[];
  readonly components: readonly ComponentCount[];
  /** Of a space that was not searched whole: how many states it has, if the levels tell. */
  readonly estimate: Estimate | null;
  readonly constants: ConstantComparison | null;
}

/** A run whose search is over. */
export interface FinishedRun {
  readonly spec: Spec;
  readonly constants: Constants;
  readonly search: Search;
  readonly outcome: Outcome;
  /** How long the search took. */
  readonly seconds: number;
}

/** What the statistics may take. */
export interface StatsBounds {
  readonly deadline: Deadline;
  /** Asked anew before each part: what was used for the last one is free again. */
  readonly maxBytes: () => number;
  readonly progress: (note: string) => void;
}

/** States read between two looks at the clock. */
const SLICE = 16_384;
/** Small searches may take as long as the main one did, within these. */
const LEAST_SECONDS = 10;
const MOST_SECONDS = 60;
/** What counting leaves of the time, where that is short. */
const SECONDS_FOR_CONSTANTS = 3;

/** Counts components and compares constants, until the deadline; what is missing then says so. */
export async function collectStats(run: FinishedRun, bounds: StatsBounds): Promise<SpecStats> {
  const { search, outcome, spec, constants, seconds } = run;
  const { complete } = outcome;
  const states = countsOf(search).distinct;
  const levels = levelsOf(search);
  const components = await countComponents(search, bounds);
  const budget = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds));
  return {
    states,
    complete,
    actions: actionCountsOf(search) ?? [],
    levels: levels.sizes,
    components,
    estimate: complete ? null : estimateStates(levels),
    constants: await compareConstants({
      spec,
      constants,
      states: complete ? states : null,
      maxBytes: bounds.maxBytes(),
      deadline: within(budget, bounds.deadline),
      progress: bounds.progress,
    }),
  };
}

async function countComponents(
  search: Search,
  { maxBytes, deadline, progress }: StatsBounds,
): Promise<ComponentCount[]> {
  const counting = createCounting(search, maxBytes());
  const early = leaving(SECONDS_FOR_CONSTANTS, deadline);
  while (early() > 0 && !advanceCounting(counting, SLICE)) {
    progress(`counting components, ${Math.floor(100 * countingProgress(counting))}%`);
    await setImmediate();
  }
  return countedComponents(counting);
}
