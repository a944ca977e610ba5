/** Which states are set aside for the audit: it costs as much as expanding some hundred states. */
import type { Search } from './progress.ts';

const FIRST_SAMPLES = 40;

/**
 * Sets a state aside, after it was expanded: the first ones and some of the rest; and for each action the
 * first, second, fourth, ... state that enables it, so that the rare ones are audited too.
 * @param enabled by action, how many instances were enabled in it
 */
export function sampleState(
  { samples, taken }: Pick<Search, 'samples' | 'taken'>,
  state: number,
  enabled: Int32Array,
): void {
  const whole = isSampledWhole(state);
  if (whole) samples.push({ state, enabled: enabled.slice(), only: null });
  for (let action = 0; action < enabled.length; action++) {
    if (enabled[action] === 0) continue;
    const times = (taken[action] as number) + 1;
    taken[action] = times;
    if (!whole && isPowerOfTwo(times))
      samples.push({ state, enabled: enabled.slice(), only: action });
  }
}

export function isSampledWhole(state: number): boolean {
  return state < FIRST_SAMPLES || isPowerOfTwo(state);
}

export function isPowerOfTwo(number: number): boolean {
  return (number & (number - 1)) === 0;
}
