/** Saves a search under way: at the end of a level, and within long ones. */
import { isSavable, type Search, saveSearch } from '../../checker/index.ts';
import { UsageError } from '../errors.ts';
import type { CheckpointPlan } from '../plan.ts';
import { holdsFolder } from './lock.ts';

/** A level may take hours: this is the most that a killed run loses, beside what it takes to read it back. */
const SAVE_EVERY_MS = 60_000;
/** Levels may be narrow: saving takes milliseconds, and must not take more than some percent of the time. */
const SAVE_AT_MOST_EVERY_MS = 1_000;

export interface Keeper {
  readonly search: Search;
  readonly plan: CheckpointPlan;
  /** When this run of the search began, in milliseconds. */
  readonly started: number;
  savedAt: number;
  savedDepth: number;
  /** How many states the newest checkpoint has; null before the first one. */
  savedStates: number | null;
}

/** Saves the search as it begins, so that there is something to go on with from then on. */
export function createKeeper(search: Search, plan: CheckpointPlan, started: number): Keeper {
  const states = plan.resume ? search.store.count : null;
  const keeper: Keeper = {
    search,
    plan,
    started,
    savedAt: started,
    savedDepth: -1,
    savedStates: states,
  };
  if (!plan.resume) save(keeper);
  return keeper;
}

export function saveIfDue(keeper: Keeper): void {
  const { search, savedDepth, savedAt } = keeper;
  const least = search.depth === savedDepth ? SAVE_EVERY_MS : SAVE_AT_MOST_EVERY_MS;
  if (performance.now() - savedAt >= least) save(keeper);
}

/** Saves the search as it is, if it is not over, and not still being read. */
export function save(keeper: Keeper): void {
  const { search, plan, started } = keeper;
  if (!isSavable(search)) return;
  if (!holdsFolder(plan.folder, plan.lock))
    throw new UsageError(`${plan.folder} was taken by another run: this one cannot be saved there`);
  const seconds = plan.run.seconds + (performance.now() - started) / 1000;
  const states = saveSearch(search, plan.folder, { ...plan.run, seconds });
  keeper.savedAt = performance.now();
  if (states === null) return;
  keeper.savedStates = states;
  keeper.savedDepth = search.depth;
}
