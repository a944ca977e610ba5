/**
 * The phases of a search by a team. All members do their parts of one before any begins the next; what is between
 * two phases is done here, by the first member.
 */
import type { Search } from '../search/progress.ts';
import { enterNextLevel } from '../search/search.ts';
import { closeRound } from './close.ts';
import { endRound, enlargeIndex, makeRoom, openRound, type Pace } from './round.ts';
import { CLEAR, ENTER, EXPAND, SETTLE, type Shared, TASK } from './shared.ts';
import { isShort } from './short.ts';

/** Yields when a phase is planned, and goes on when all members have done it. Over once the search is, or has to go on alone. */
export function* phasesOf(search: Search, shared: Shared): Generator<void, void> {
  const { plan, slices } = shared;
  // They would be lost, and what they lead to. Whoever started the team went on without it.
  if (search.machine.batch.pending > 0) throw new Error('successors wait that are in no round');
  const pace: Pace = { successors: 0, slices };
  /** Entries of the index that lead to no state of their own. */
  let buried = 0;
  while (!search.over && !isShort(search)) {
    if (search.head === search.levelEnd && !enterNextLevel(search)) return;
    openRound(search, shared, pace);
    if (enlargeIndex(search, shared, buried)) {
      if (search.over || isShort(search)) return;
      for (const task of [CLEAR, ENTER]) {
        plan[TASK] = task;
        yield;
      }
      buried = 0;
    }
    plan[TASK] = EXPAND;
    yield;
    buried += endRound(shared, pace);
    if (!makeRoom(search, shared)) return;
    plan[TASK] = SETTLE;
    yield;
    closeRound(search, shared);
  }
}
