/**
 * How large a space will be, from the sizes of the levels that were searched. From one level to the next
 * the logarithm of the size grows by less and less, about linearly; that line is fitted to the last few
 * levels and drawn on until nothing is left. How far off that was in the specs of this repository gives
 * the range: docs/state-space.md has how often the truth is in it.
 */
import type { Levels } from './levels.ts';

/** How many states the whole space has, or would have with unlimited depth. */
export interface Estimate {
  readonly low: number;
  readonly high: number;
}

/** Steps from level to level that the line is fitted to: longer memories were further off. */
const FITTED = 4;
/** With fewer levels or states than this the sizes say nothing yet. */
const FEWEST_LEVELS = 6;
const FEWEST_STATES = 1000;
/** A line that falls more slowly than this would never end. */
const LEAST_FALL = 1e-3;
/** Beyond this nobody waits for the end. */
const MOST_STATES = 1e15;

/**
 * By the growth of the last level, how many times the fitted remainder the true one was, in nine of ten
 * cases. Where levels still grow by half as much again, it is anybody's guess.
 */
const SPREADS = [
  { above: 0.4, spread: null },
  { above: 0.2, spread: { low: 0.35, high: 2.4 } },
  { above: 0, spread: { low: 0.5, high: 1.35 } },
  { above: -0.4, spread: { low: 0.55, high: 1.35 } },
  { above: Number.NEGATIVE_INFINITY, spread: { low: 0.35, high: 1.6 } },
] as const;

/**
 * Estimates the number of states of a whole space. Null while the levels do not tell.
 * @param most the depth at which the search will stop
 */
export function estimateStates(
  { sizes, whole }: Levels,
  most = Number.POSITIVE_INFINITY,
): Estimate | null {
  const known = sizes.slice(0, whole);
  const found = sum(sizes);
  const searched = sum(known);
  if (known.length < FEWEST_LEVELS || searched < FEWEST_STATES) return null;
  const growths = known.slice(1).map((size, at) => Math.log(size / (known[at] as number)));
  const latest = growths.at(-1) as number;
  const spread = SPREADS.find(({ above }) => latest > above)?.spread ?? null;
  const left = fittedRemainder(known.at(-1) as number, growths, most - known.length);
  if (spread === null || left === null) return null;
  const low = Math.max(found, Math.round(searched + left * spread.low));
  return { low, high: Math.max(low, Math.round(searched + left * spread.high)) };
}

/** The states of the levels to come, if their growth goes on falling as it has; null if it has not. */
function fittedRemainder(last: number, growths: readonly number[], levels: number): number | null {
  const { end, slope } = fittedLine(growths.slice(-FITTED));
  if (slope > -LEAST_FALL) return null;
  let size = last;
  let growth = end;
  let total = 0;
  for (let level = 0; level < levels && size >= 0.5 && total < MOST_STATES; level++) {
    growth += slope;
    size *= Math.exp(growth);
    total += size;
  }
  return total < MOST_STATES ? total : null;
}

/** The least-squares line through equally spaced points: its value at the last one, and its slope. */
function fittedLine(points: readonly number[]): { readonly end: number; readonly slope: number } {
  const middle = (points.length - 1) / 2;
  const mean = sum(points) / points.length;
  const across = sum(points.map((_, at) => (at - middle) ** 2));
  const slope = sum(points.map((point, at) => (at - middle) * (point - mean))) / across;
  return { end: mean + slope * middle, slope };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
