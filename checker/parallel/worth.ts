/** When a search by one worker is better gone on with by a team. */
import type { Search } from '../search/progress.ts';
import { estimateStates } from '../stats/growth.ts';
import { levelsOf } from '../stats/levels.ts';
import { isRoomForRounds } from './memory.ts';

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
 * Whether so much of a search is still to come that other threads can be of help, and there is memory for their rounds.
 * While nothing can be said of what is to come, much is: as a rule levels still grow by half and more then. Spaces of this
 * repository for which a team did not pay had an estimate by then. Of that the low end counts, the closest for them.
 */
export function isWorthATeam(search: Search, members: number): boolean {
  const { machine, transitions, head, maxDepth } = search;
  const cost = machine.symmetry === null ? 1 : COST_OF_SYMMETRY;
  if (transitions * cost < FEWEST_TRANSITIONS || !isInMemory(search)) return false;
  if (!isRoomForRounds(search, members)) return false;
  const whole = estimateStates(levelsOf(search), maxDepth);
  if (whole === null) return true;
  return (whole.low - head) * (transitions / head) * cost >= WORTH_A_TEAM;
}

/** Whether a team can search it: members read states where they lie. */
export function isInMemory({ disk }: Search): boolean {
  return disk === null || disk.phase === 'memory';
}
