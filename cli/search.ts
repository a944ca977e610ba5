/** Searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import { countsOf, levelsOf, type Model, type Search, stopSearch } from '../checker/index.ts';
import { createKeeper, type Keeper, save, saveIfDue } from './checkpoint/keeper.ts';
import { advanceCrew, createCrew, dismiss, type StartThread } from './crew.ts';
import type { CheckpointPlan } from './plan.ts';
import { type SearchPlan, searchFor } from './searchFor.ts';
import { forecaster } from './stats/forecast.ts';
import { PROGRESS_EVERY_MS, type Watch } from './watch.ts';

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
  const crew = createCrew(search, workers, startThread);
  const forecast = forecaster(options);
  const before = checkpoint?.run.seconds ?? 0;
  while (!(await advanceCrew(crew))) {
    await setImmediate();
    const now = performance.now();
    const elapsed = (now - started) / 1000;
    const limit = limitOf(watch, elapsed, timeoutSeconds);
    if (keeper !== null && limit === null) saveIfDue(keeper);
    if (limit !== null) {
      if (keeper !== null) save(keeper);
      stopSearch(search, limit);
    } else if (now - shown >= PROGRESS_EVERY_MS) {
      shown = now;
      const counts = countsOf(search);
      const seconds = before + elapsed;
      const toCome = forecast(levelsOf(search), counts, seconds);
      const note = movingNote(search);
      watch.progress({ kind: 'search', ...counts, seconds, forecast: toCome, note });
    }
  }
  await dismiss(crew);
  return { search, keeper };
}

/** What a search does that does not expand states just now. */
function movingNote({ disk, store }: Search): string | null {
  if (disk === null || disk.phase === 'memory' || disk.phase === 'disk') return null;
  const done = disk.phase === 'writing' ? disk.arena.count : disk.done;
  const doing = {
    reading: 'reading what was saved',
    writing: 'moving to disk',
    entering: 'indexing by fingerprint',
  };
  return `${doing[disk.phase]}: ${Math.floor((100 * done) / store.count)}%`;
}

function limitOf(
  { interrupt }: Watch,
  seconds: number,
  timeoutSeconds: number | null,
): 'interrupted' | 'timeout' | null {
  if (interrupt.aborted) return 'interrupted';
  return seconds > (timeoutSeconds ?? Number.POSITIVE_INFINITY) ? 'timeout' : null;
}
