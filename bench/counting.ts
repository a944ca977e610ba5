/** Whether a tool counted what there is to count. */
import { RunError } from './readings.ts';
import type { Counts, Size } from './sizes.ts';

/**
 * What a tool's numbers stand for. `nearly-orbits`: a reduction that may visit an orbit more than once,
 * but leaves none out.
 */
export type Counting = 'states' | 'orbits' | 'nearly-orbits';

/** The heuristic of Rumur 2022.08.20 visits at most 0.04 percent too much. */
const MOST_TOO_MANY = 0.01;

/**
 * Refuses counts that are not those of the state space of that size.
 * @throws RunError naming the tool, what it counted and what it should have.
 */
export function requireCounts(tool: string, size: Size, counts: Counts, counting: Counting): void {
  if (counting === 'states') requireExactly(tool, 'states', size, counts);
  else if (counting === 'orbits') requireExactly(tool, 'orbits', size.orbits, counts);
  else requireNearly(tool, size.orbits, counts);
}

/** @throws RunError unless both counts are the same. */
export function requireExactly(tool: string, what: string, expected: Counts, found: Counts): void {
  const { distinct, transitions } = found;
  if (distinct === expected.distinct && transitions === expected.transitions) return;
  throw new RunError(
    `${tool} counts ${distinct} distinct ${what} and ${transitions} transitions; ` +
      `there are ${expected.distinct} and ${expected.transitions}: its model or its build is wrong`,
  );
}

function requireNearly(tool: string, orbits: Counts, { distinct, transitions }: Counts): void {
  const isNear = (found: number, least: number): boolean =>
    found >= least && found <= least * (1 + MOST_TOO_MANY);
  if (isNear(distinct, orbits.distinct) && isNear(transitions, orbits.transitions)) return;
  throw new RunError(
    `${tool} counts ${distinct} states and ${transitions} transitions; there are ` +
      `${orbits.distinct} orbits and ${orbits.transitions} transitions from one state of each, and ` +
      `at most ${MOST_TOO_MANY * 100} percent more are expected: its model or its build is wrong`,
  );
}
