/** Searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  countsOf,
  createSearch,
  levelsOf,
  type Model,
  type Search,
  stopSearch,
} from '../checker/index.ts';
import { advanceCrew, type Crew, dismiss, type StartThread } from './crew.ts';
import { bytesLeft } from './memory.ts';
import type { RunOptions } from './plan.ts';
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
  | 'workers'
>;

/**
 * Searches a model's space until it is exhausted, or a limit is hit.
 * @param startThread null where there is to be one worker alone
 */
export async function searchToEnd(
  model: Model,
  options: SearchPlan,
  watch: Watch,
  startThread: StartThread | null,
): Promise<Search> {
  const { timeoutSeconds, workers } = options;
  const started = performance.now();
  let shown = started;
  const search = searchFor(model, options);
  const crew: Crew = { search, workers, startThread, team: null };
  const forecast = forecaster(options);
  while (!(await advanceCrew(crew))) {
    await setImmediate();
    const now = performance.now();
    const seconds = (now - started) / 1000;
    if (watch.interrupt.aborted) stopSearch(search, 'interrupted');
    else if (seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY)) stopSearch(search, 'timeout');
    else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      const counts = countsOf(search);
      const toCome = forecast(levelsOf(search), counts, seconds);
      watch.progress({ kind: 'search', ...counts, seconds, forecast: toCome, note: null });
    }
  }
  await dismiss(crew);
  return search;
}

function searchFor(model: Model, options: SearchPlan): Search {
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
  });
}
