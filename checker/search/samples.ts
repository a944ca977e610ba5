/** Which of the expanded states are set aside for the audit. */
import type { Sample, Search } from './progress.ts';

/** An audit costs as much as expanding some hundred states. */
const FIRST_SAMPLES = 40;

/**
 * Sets a state aside if it is one of the first to be expanded or one of some of the rest; and for each
 * action the first, second, fourth, ... state that enables it, so that the rare ones are audited too.
 * @param state how the sample names it
 * @param nth how many were expanded before it
 * @param enabled by action, how many of its instances were enabled; below 0 if it was not asked
 * @param taken by action, how many expanded states have enabled it; counts this one
 */
export function setAside(
  samples: Sample[],
  state: number,
  nth: number,
  enabled: Int32Array,
  taken: Int32Array,
): void {
  const whole = isSetAsideWhole(nth);
  if (whole) samples.push({ state, enabled: enabled.slice(), only: null });
  for (let action = 0; action < enabled.length; action++) {
    if ((enabled[action] as number) <= 0) continue;
    const times = (taken[action] as number) + 1;
    taken[action] = times;
    if (!whole && isPowerOfTwo(times))
      samples.push({ state, enabled: enabled.slice(), only: action });
  }
}

/**
 * The samples of states that count as expanded. A search that ends at a finding has looked further than that: one worker
 * to the end of its batch, a team to the end of its round. In other orders than by level there are no teams.
 */
export function samplesThatCount({ samples, counts, trail, layers }: Search): readonly Sample[] {
  if (counts === null || trail !== null || layers !== null) return samples;
  const expanded = counts.distinct - counts.frontier;
  return samples.filter(({ state }) => state < expanded);
}

/** An instance is audited in some ten microseconds. Properties may take longer than that, and are asked in each state. */
const INSTANCES_ALL_OVER = 2 ** 10;
const STATES_ALL_OVER = 2 ** 7;

/** States all over a space that was visited as a whole: what is misspelt is seldom in what the first ones do. */
export function samplesAllOver({ store, machine }: Search): readonly Sample[] {
  const instances = Math.max(1, machine.instances.length);
  const most = Math.max(1, Math.min(STATES_ALL_OVER, Math.floor(INSTANCES_ALL_OVER / instances)));
  const stride = Math.ceil(store.count / most);
  const samples: Sample[] = [];
  for (let state = 0; state < store.count; state += stride)
    samples.push({ state, enabled: null, only: null });
  return samples;
}

/**
 * Whether `setAside` would set any of some states aside. Nearly none is: the larger the numbers, the rarer the powers of two.
 * @param times by action, how many of them enable it
 * @param first how many were expanded before them
 * @param end how many were, with them
 */
export function isAnySetAside(
  taken: Int32Array,
  times: ArrayLike<number>,
  first: number,
  end: number,
): boolean {
  if (first < end && (first < FIRST_SAMPLES || hasPowerOfTwo(first - 1, end - 1))) return true;
  for (let action = 0; action < taken.length; action++) {
    const before = taken[action] as number;
    if (hasPowerOfTwo(before, before + (times[action] as number))) return true;
  }
  return false;
}

/** Whether everything is audited in the state that is expanded after `nth` others. */
function isSetAsideWhole(nth: number): boolean {
  return nth < FIRST_SAMPLES || isPowerOfTwo(nth);
}

/** Whether there is one among the numbers after one up to, and with, another. */
function hasPowerOfTwo(after: number, upTo: number): boolean {
  return Math.clz32(after) !== Math.clz32(upTo);
}

function isPowerOfTwo(number: number): boolean {
  return (number & (number - 1)) === 0;
}
