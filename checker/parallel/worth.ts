/** When a search by one worker is better gone on with by a team. */
import type { Search } from '../search/progress.ts';
import { estimateStates } from '../stats/growth.ts';
import { levelsOf } from '../stats/levels.ts';
import { membersWithRoom } from './memory.ts';

/**
 * Counted in transitions and not in states, as a state has two to six in the models of this repository. With less behind it
 * a search is not compiled yet, and how its levels grow says little.
 */
const FEWEST_TRANSITIONS = 650_000;
/** To come: a second thread takes 0.2 to 0.4 s to start and to be compiled, and pays from here on. */
const WORTH_A_TEAM = 2_500_000;
/** How many transitions without symmetry take as long as one with it. */
const COST_OF_SYMMETRY = 1.5;

/**
 * How many members a search is better gone on with, of so many that may be: one, unless so much is still to come that
 * others can be of help; and no more than there is memory for. While nothing can be said of what is to come, much is: as
 * a rule levels still grow by half and more then. Spaces of this repository for which a team did not pay had an estimate
 * by then. Of that the low end counts, the closest for them.
 */
export function teamSize(search: Search, most: number): number {
  const { machine, transitions, head, maxDepth } = search;
  const cost = machine.symmetry === null ? 1 : COST_OF_SYMMETRY;
  if (most === 1 || transitions * cost < FEWEST_TRANSITIONS || !isInMemory(search)) return 1;
  const whole = estimateStates(levelsOf(search), maxDepth);
  const toCome = whole === null ? Number.POSITIVE_INFINITY : whole.low - head;
  const isWorthIt = toCome * (transitions / head) * cost >= WORTH_A_TEAM;
  return isWorthIt ? membersWithRoom(search, most) : 1;
}

/** Whether a team can search it: members read states where they lie. */
export function isInMemory({ disk }: Search): boolean {
  return disk === null || disk.phase === 'memory';
}
