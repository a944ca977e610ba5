/**
 * Which rounds are settled, looked up and expanded in a phase. A round goes through three phases, and up to
 * three rounds are under way: what one brings is settled while the next is looked up and one more is expanded.
 * The parents of a level are all stored before the first of them is expanded, so at its end the rounds
 * under way come to their ends before the next one begins.
 */
import type { Search } from '../search/progress.ts';
import { enterNextLevel } from '../search/search.ts';
import { closeRound } from './close.ts';
import { endRound, growIndex, indexBitsFor, makeRoom, openRound } from './round.ts';
import {
  BASE,
  EXPAND,
  freshOf,
  INDEX_BITS,
  LAST,
  LOOK_UP,
  MOST,
  type Round,
  read,
  SETTLE,
  type Shared,
} from './shared.ts';
import { isShort, runShort } from './short.ts';
import { hasFailed } from './steps.ts';

export interface Pipeline {
  readonly search: Search;
  readonly shared: Shared;
  /** The rounds that have been looked up, and expanded. */
  lookedUp: Round | null;
  expanded: Round | null;
  /** What the phase does with which round. */
  settling: Round | null;
  lookingUp: Round | null;
  expanding: Round | null;
  /** The first parent that no round has had yet. */
  next: number;
}

export function createPipeline(search: Search, shared: Shared): Pipeline {
  return {
    search,
    shared,
    lookedUp: null,
    expanded: null,
    settling: null,
    lookingUp: null,
    expanding: null,
    next: search.head,
  };
}

/** Plans the next phase. Returns false once the search is over. */
export function beginPhase(pipeline: Pipeline): boolean {
  const { search, shared, lookedUp, expanded } = pipeline;
  if (search.over || isShort(search)) return false;
  const isIdle = lookedUp === null && expanded === null;
  if (isIdle && pipeline.next === search.levelEnd && !enterNextLevel(search)) return false;
  pipeline.settling = lookedUp;
  if (lookedUp !== null && !makeRoom(search, shared, lookedUp)) return false;
  if (!planLookUp(pipeline)) return false;
  pipeline.expanding = null;
  if (pipeline.lookingUp === expanded && pipeline.next < search.levelEnd) {
    pipeline.expanding = idleRound(pipeline);
    openRound(search, shared, pipeline.expanding, pipeline.next);
  }
  const { plan } = shared;
  plan[SETTLE] = pipeline.settling?.nth ?? -1;
  plan[LOOK_UP] = pipeline.lookingUp?.nth ?? -1;
  plan[EXPAND] = pipeline.expanding?.nth ?? -1;
  return true;
}

/** Returns false when there is no memory for a larger index. */
function planLookUp(pipeline: Pipeline): boolean {
  const { search, shared, settling, expanded } = pipeline;
  pipeline.lookingUp = null;
  if (expanded === null) return true;
  const fresh = settling === null ? 0 : freshOf(settling, shared.members);
  const bits = indexBitsFor(search, shared, expanded, fresh);
  if (bits > read(shared.plan, INDEX_BITS)) {
    // A larger index is filled from the stored states: those of the round before must be there.
    if (settling !== null) return true;
    if (!growIndex(search, shared, bits)) return false;
  }
  expanded.header[BASE] = search.store.count + fresh;
  expanded.header[MOST] = Math.min(search.store.maxStates, 2 ** 31 - 1);
  pipeline.lookingUp = expanded;
  return true;
}

function idleRound({ shared, settling, lookingUp }: Pipeline): Round {
  const idle = shared.rounds.find((round) => round !== settling && round !== lookingUp);
  if (idle === undefined) throw new RangeError('all rounds are under way');
  return idle;
}

/** All members have done their parts. */
export function endPhase(pipeline: Pipeline): void {
  const { search, shared, settling, lookingUp, expanding } = pipeline;
  // Some of the phase was not done, for want of memory: none of it counts.
  if (hasFailed(shared)) return runShort(search);
  if (expanding !== null) {
    endRound(expanding);
    pipeline.next = read(expanding.header, LAST);
  }
  if (settling !== null) closeRound(search, shared, settling);
  pipeline.lookedUp = lookingUp;
  // One that could not be looked up yet waits.
  if (lookingUp === pipeline.expanded) pipeline.expanded = expanding;
}
