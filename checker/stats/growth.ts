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
/** Growth that rose by so much, not long ago and not among a few states, may do so again. */
const RISE = 0.05;
const NOT_LONG_AGO = 8;
const A_FEW = 100;

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
 * Estimates the number of states of a whole space. Null while the levels do not tell: also while they grow
 * in a space whose growth does not only fall, for what comes then may be one peak of several.
 * @param most the depth at which the search will stop
 */
export function estimateStates(
  { sizes, whole }: Levels,
  most = Number.POSITIVE_INFINITY,
): Estimate | null {
  const known = sizes.slice(0, whole);
  const found = sum(sizes);
  const growths = growthsOf(known);
  const spread = spreadAfter(known, growths);
  if (spread === null || ((growths.at(-1) ?? 0) > 0 && hasRisen(known, growths))) return null;
  const left = fittedRemainder(known.at(-1) as number, growths, most - known.length);
  if (left === null) return null;
  const searched = sum(known);
  const low = Math.max(found, Math.round(searched + left * spread.low));
  const times = Math.max(spread.high, farthestOff(known, growths));
  return { low, high: Math.max(low, Math.round(searched + left * times)) };
}

/** By how much the logarithm of the size grows from each level to the next. */
function growthsOf(levels: readonly number[]): number[] {
  return levels.slice(1).map((size, at) => Math.log(size / (levels[at] as number)));
}

/** How far off a fitted remainder may be after these levels; null where they say nothing. */
function spreadAfter(levels: readonly number[], growths: readonly number[]) {
  if (levels.length < FEWEST_LEVELS || sum(levels) < FEWEST_STATES) return null;
  const latest = growths.at(-1) as number;
  return SPREADS.find(({ above }) => latest > above)?.spread ?? null;
}

function hasRisen(levels: readonly number[], growths: readonly number[]): boolean {
  return growths.some(
    (growth, at) =>
      at >= growths.length - NOT_LONG_AGO &&
      Math.max(levels[at] as number, levels[at + 1] as number) >= A_FEW &&
      growth - (growths[at - 1] ?? growth) > RISE,
  );
}

/**
 * How many times a remainder that was fitted at an earlier level has been found by now, at most, of those beyond their
 * range: a space that has outgrown what was said of it may do so again.
 */
function farthestOff(levels: readonly number[], growths: readonly number[]): number {
  let farthest = 0;
  const found = sum(levels);
  for (let count = FEWEST_LEVELS; count < levels.length; count++) {
    const [known, so] = [levels.slice(0, count), growths.slice(0, count - 1)];
    const spread = spreadAfter(known, so);
    const left = fittedRemainder(known.at(-1) as number, so, Number.POSITIVE_INFINITY);
    if (spread === null || left === null) continue;
    const times = (found - sum(known)) / left;
    if (times > spread.high) farthest = Math.max(farthest, times);
  }
  return farthest;
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
