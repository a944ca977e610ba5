/** Searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  countsOf,
  createSearch,
  type DiskPlace,
  levelsOf,
  type Model,
  readCheckpoint,
  type Search,
  statesPlace,
  stopSearch,
} from '../checker/index.ts';
import { createKeeper, type Keeper, save, saveIfDue } from './checkpoint/keeper.ts';
import { advanceCrew, type Crew, dismiss, type StartThread } from './crew.ts';
import { statesFileIn } from './disk.ts';
import { bytesLeft } from './memory.ts';
import type { CheckpointPlan, RunOptions, SavedRun } from './plan.ts';
import { forecaster } from './stats/forecast.ts';
import { PROGRESS_EVERY_MS, type Watch } from './watch.ts';

/** How a space is searched, and how far. */
export type SearchPlan = Pick<
  RunOptions,
  | 'all'
  | 'order'
  | 'symmetry'
  | 'stats'
  | 'maxStates'
  | 'maxDepth'
  | 'timeoutSeconds'
  | 'maxMemory'
  | 'disk'
  | 'workers'
>;

/** A search that is over. */
export interface Searched {
  readonly search: Search;
  /** Null where it was not saved. */
  readonly keeper: Keeper | null;
}

/**
 * Searches a model's space until it is exhausted, or a limit is hit.
 * @param startThread null where there is to be one worker alone
 * @param checkpoint null where it is not to be saved
 */
export async function searchToEnd(
  model: Model,
  options: SearchPlan,
  watch: Watch,
  startThread: StartThread | null,
  checkpoint: CheckpointPlan | null,
): Promise<Searched> {
  const { timeoutSeconds, workers } = options;
  const started = performance.now();
  let shown = started;
  const search = searchFor(model, options, checkpoint);
  const keeper = checkpoint === null ? null : createKeeper(search, checkpoint, started);
  const crew: Crew = { search, workers, startThread, team: null };
  const forecast = forecaster(options);
  while (!(await advanceCrew(crew))) {
    await setImmediate();
    const now = performance.now();
    const seconds = (now - started) / 1000;
    const limit = limitOf(watch, seconds, timeoutSeconds);
    if (keeper !== null && limit === null) saveIfDue(keeper);
    if (limit !== null) {
      if (keeper !== null) save(keeper);
      stopSearch(search, limit);
    } else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      const counts = countsOf(search);
      const toCome = forecast(levelsOf(search), counts, seconds);
      watch.progress({ kind: 'search', ...counts, seconds, forecast: toCome, note: null });
    }
  }
  await dismiss(crew);
  return { search, keeper };
}

function limitOf(
  { interrupt }: Watch,
  seconds: number,
  timeoutSeconds: number | null,
): 'interrupted' | 'timeout' | null {
  if (interrupt.aborted) return 'interrupted';
  return seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY) ? 'timeout' : null;
}

function searchFor(model: Model, options: SearchPlan, checkpoint: CheckpointPlan | null): Search {
  const { all, order, symmetry, maxStates, maxDepth, workers, stats } = options;
  return createSearch(model, {
    all,
    order,
    symmetry: symmetry === true,
    maxStates: maxStates ?? Number.POSITIVE_INFINITY,
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    maxBytes: bytesLeft(options),
    shared: workers > 1,
    tally: stats,
    place: placeFor(options.disk, checkpoint),
    record: checkpoint?.resume === true ? readCheckpoint<SavedRun>(checkpoint.folder).search : null,
  });
}

/** Checkpoints keep the states beside them, whether or not memory is used up. */
function placeFor(disk: string | null, checkpoint: CheckpointPlan | null): DiskPlace | null {
  if (checkpoint !== null) return statesPlace(checkpoint.folder, disk !== null);
  return disk === null ? null : { file: statesFileIn(disk), temporary: true, overflow: true };
}
