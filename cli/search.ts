/** Searches in slices, so that a clock or a signal can end it with what it has. */
import { setImmediate } from 'node:timers/promises';
import {
  advanceRecovery,
  countsOf,
  levelsOf,
  type Model,
  recoveryProgress,
  type Search,
  stopRecovery,
  stopSearch,
} from '../checker/index.ts';
import { createKeeper, type Keeper, save, saveIfDue } from './checkpoint/keeper.ts';
import {
  advanceCrew,
  createCrew,
  dismiss,
  FIRST_SLICE,
  nextSlice,
  type StartThread,
} from './crew.ts';
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

/** A search under way, and who waits for it. */
interface Running extends Searched {
  readonly options: SearchPlan;
  readonly watch: Watch;
  readonly forecast: ReturnType<typeof forecaster>;
  readonly started: number;
  /** What earlier runs of it took. */
  readonly before: number;
  /** When its progress was shown last. */
  shown: number;
}

/**
 * Searches a model's space until it is exhausted and judged, or a limit is hit.
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
  const started = performance.now();
  const search = searchFor(model, options, checkpoint);
  const keeper = checkpoint === null ? null : createKeeper(search, checkpoint, started);
  const forecast = forecaster(options);
  const before = checkpoint?.run.seconds ?? 0;
  const running = { search, keeper, options, watch, forecast, started, before, shown: started };
  const crew = createCrew(search, options.workers, startThread);
  while (!(await advanceCrew(crew))) {
    await setImmediate();
    const limit = lookAround(running);
    if (keeper !== null && limit === null) saveIfDue(keeper);
    if (limit === null) continue;
    if (keeper !== null) save(keeper);
    stopSearch(search, limit);
  }
  await dismiss(crew);
  // Judging begins anew if it is cut short, but not the search.
  if (keeper !== null) save(keeper);
  await judgeRecoverable(running);
  return { search, keeper };
}

/** Judges what is judged when all states have been visited. */
async function judgeRecoverable(running: Running): Promise<void> {
  const { search } = running;
  let slice = FIRST_SLICE;
  let property = recoveryProgress(search)?.property;
  for (let since = performance.now(); !advanceRecovery(search, slice); since = performance.now()) {
    slice = nextSlice(slice, performance.now() - since);
    // The next one may take longer over a state.
    const next = recoveryProgress(search)?.property;
    if (next !== property) slice = FIRST_SLICE;
    property = next;
    await setImmediate();
    const limit = lookAround(running);
    if (limit !== null) stopRecovery(search, limit);
  }
}

/** Shows how far a search is, now and then. Returns a limit that is hit, or null. */
function lookAround(running: Running): ReturnType<typeof limitOf> {
  const { search, options, watch, forecast, started, before, shown } = running;
  const now = performance.now();
  const elapsed = (now - started) / 1000;
  const limit = limitOf(watch, elapsed, options.timeoutSeconds);
  if (limit === null && now - shown >= PROGRESS_EVERY_MS) {
    running.shown = now;
    const counts = countsOf(search);
    const seconds = before + elapsed;
    const toCome = forecast(levelsOf(search), counts, seconds);
    const note = search.over ? judgingNote(search) : movingNote(search);
    watch.progress({ kind: 'search', ...counts, seconds, forecast: toCome, note });
  }
  return limit;
}

/** What is judged once the space was visited. */
function judgingNote(search: Search): string | null {
  const progress = recoveryProgress(search);
  if (progress === null) return null;
  return `judging ${progress.property}: ${Math.floor(100 * progress.share)}%`;
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
