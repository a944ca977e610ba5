/**
 * Judges what is to be recoverable once a whole space was visited: whether steps that are no faults lead from each of its states
 * to one with the property.
 *
 * Every state is looked at once, the newest first, since most of what a state leads to is newer. With symmetry it is the orbits
 * that are looked at: whoever takes the first of two renamed steps can take the other.
 */

import { holdsIn, isExempt } from '../search/ask.ts';
import { blameModel } from '../search/blame.ts';
import { faultBecause, IMPURE_HINT, ModelFault } from '../search/fault.ts';
import { sight, unjudged } from '../search/judge.ts';
import type { Limit } from '../search/outcome.ts';
import type { Search } from '../search/progress.ts';
import { findState } from '../store/add.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import type { RecoverableProperty } from '../system/property.ts';
import { createWays, EXEMPT, keepEdge, LOST, markReaching, REACHES, type Ways } from './ways.ts';

/** The property that is being judged, and how far that is. */
export interface Recovery {
  readonly property: RecoverableProperty;
  readonly ways: Ways;
  /** The actions that are no faults, by number. */
  readonly steps: readonly number[];
  /** The states before this one have not been looked at. */
  left: number;
  /** In how many states it holds, ... */
  goals: number;
  /** ... and does not, though it is asked for, ... */
  asked: number;
  /** ... or where it need not. */
  exempt: number;
}

/** How many states a judgement rests on. */
export interface Recovered {
  readonly property: string;
  /** In which it does not hold, and is asked for: without any, nothing was claimed. */
  readonly asked: number;
  /** In which it does not hold, and is not asked for. */
  readonly exempt: number;
}

const FIRST_SAMPLES = 16;

/** What is judged when the search is over is asked of the first state before it begins: a misspelt field need not wait for that. */
export function askEarly(search: Search): void {
  const { recoverable, machine, store } = search;
  if (search.over || store.count === 0) return;
  machine.show(segmentOf(store, 0), offsetOf(store, 0));
  try {
    for (const property of recoverable) {
      holdsIn(property, machine.view);
      isExempt(property, machine.view);
    }
  } catch (error) {
    blameModel(search, 0, error);
  }
}

/** Whether a search is over and has something left to judge. */
export function hasToRecover(search: Search): boolean {
  const { over, limit, fault, all, sightings, recoverable } = search;
  const isWhole = over && limit === null && fault === null;
  return isWhole && recoverable.length > 0 && (all || sightings.length === 0);
}

/** Whether it is too late to save a search: it is over, and what takes all states is judged, or was begun to be. */
export function isPastSaving(search: Search): boolean {
  return search.over && (search.recovery !== null || !hasToRecover(search));
}

/**
 * Looks at up to so many states of a search that is over. Returns true once there is nothing left to judge. Without memory for
 * it, the search ends with that limit.
 */
export function advanceRecovery(search: Search, states: number): boolean {
  if (!hasToRecover(search)) return true;
  search.recovery ??= begin(search);
  const { recovery } = search;
  if (recovery === null) return true;
  unjudged(search, () => {
    for (let looks = states; looks > 0 && recovery.left > 0 && hasToRecover(search); looks--) {
      recovery.left -= 1;
      lookAt(search, recovery, recovery.left);
    }
  });
  if (recovery.left === 0 && hasToRecover(search)) settle(search, recovery);
  return !hasToRecover(search);
}

/** Judges all that is left at once. */
export function recover(search: Search): void {
  while (!advanceRecovery(search, Number.POSITIVE_INFINITY));
}

/** Ends it here, for a reason that its caller knows: a clock, a signal. The search then has no verdict. */
export function stopRecovery(search: Search, limit: Limit): void {
  if (!hasToRecover(search)) return;
  search.limit = limit;
  search.recovery = null;
}

/** How much of the space has been looked at, for which property; null before it begins. */
export function recoveryProgress({ recovery, store }: Search): {
  readonly property: string;
  readonly share: number;
} | null {
  if (recovery === null) return null;
  return { property: recovery.property.name, share: 1 - recovery.left / store.count };
}

function begin(search: Search): Recovery | null {
  const { store, disk, model, recoverable } = search;
  const [property] = recoverable;
  const inMemory = disk === null || disk.phase === 'memory';
  const ways = inMemory ? createWays(store.count, store.maxBytes - store.bytes) : null;
  if (ways === null || property === undefined) {
    search.limit = 'max-memory';
    return null;
  }
  const steps = model.actions.flatMap(({ fault }, nth) => (fault ? [] : [nth]));
  return { property, ways, steps, left: store.count, goals: 0, asked: 0, exempt: 0 };
}

function lookAt(search: Search, recovery: Recovery, state: number): void {
  const { machine, store } = search;
  const { property, ways } = recovery;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  try {
    if (twice(search, property, () => holdsIn(property, machine.view))) {
      recovery.goals += 1;
      setAside(search, recovery.goals, state);
      return markReaching(ways, state);
    }
    const isExempted = twice(search, property, () => isExempt(property, machine.view));
    if (isExempted) {
      recovery.exempt += 1;
      setAside(search, recovery.exempt, state);
    } else recovery.asked += 1;
    if (ways.reaches[state] !== REACHES) lookOn(search, recovery, state, isExempted);
  } catch (error) {
    blameModel(search, state, error);
  } finally {
    machine.batch.pending = 0;
  }
}

/**
 * What a property says of the loaded state, asked twice: a "holds" rests on what may be said of few states. What it may have
 * written is no part of the state.
 * @throws ModelFault where it gives two answers
 */
function twice({ machine }: Search, { name }: RecoverableProperty, ask: () => boolean): boolean {
  const answer = ask();
  machine.restore();
  if (ask() !== answer)
    throw new ModelFault(
      faultBecause(`property ${name} is not pure: it gave two answers for one state`, null),
    );
  machine.restore();
  return answer;
}

/** Where the loaded state leads to, in which the property does not hold. */
function lookOn(
  search: Search,
  { ways, steps }: Recovery,
  state: number,
  isExempted: boolean,
): void {
  const { machine } = search;
  const { batch } = machine;
  machine.expandBy(state, steps);
  for (let at = 0; at < batch.pending; at++)
    if (ways.reaches[storedAt(search, at)] === REACHES) return markReaching(ways, state);
  if (isExempted) ways.reaches[state] = EXEMPT;
  // Few states come to this, and their successors are in the cache by now.
  for (let at = 0; at < batch.pending; at++) {
    const to = storedAt(search, at);
    if (to !== state && !keepEdge(ways, state, to)) return runShort(search);
  }
}

/** States that a "holds" rests on may be rare: the first ones, and the second, fourth, eighth, ... of the rest are audited as well. */
function setAside({ samples }: Search, nth: number, state: number): void {
  if (nth <= FIRST_SAMPLES || (nth & (nth - 1)) === 0)
    samples.push({ state, enabled: null, only: null });
}

/** The number of a successor in the batch. */
function storedAt({ machine, store }: Search, at: number): number {
  const state = findState(store, machine.batch.words, at * store.words);
  if (state !== -1) return state;
  const message =
    'an action is not a pure function of the state: asked again, it leads where it did not lead before. ';
  throw new ModelFault(faultBecause(message + IMPURE_HINT, null));
}

function runShort(search: Search): void {
  search.limit = 'max-memory';
  search.recovery = null;
}

/** All states were looked at. */
function settle(search: Search, { property, ways, asked, exempt }: Recovery): void {
  search.recovery = null;
  search.recovered.push({ property: property.name, asked, exempt });
  search.recoverable = search.recoverable.filter((other) => other !== property);
  // The nearest one: by steps, or by faults first, as the search went.
  const state = ways.reaches.indexOf(LOST);
  if (state !== -1) sight(search, { property, state, instance: null });
}
