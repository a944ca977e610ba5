/** How long a search will still take: by the growth of its levels, and by how fast it has been. */
import { type Counts, type Estimate, estimateStates, type Levels } from '../../checker/index.ts';

/** What is to come, each from a low guess to a high one. */
export interface Forecast {
  /** Of the whole space, those that were found included. */
  readonly states: Estimate;
  /** Null where the range is too wide to be of use. */
  readonly seconds: Estimate | null;
}

/** What ends a search early. */
export interface ForecastLimits {
  readonly maxStates: number | null;
  readonly maxDepth: number | null;
  readonly timeoutSeconds: number | null;
}

/** Speed is taken over this time, and over all of it: between the two it should remain. */
const RECENT_SECONDS = 5;
/** A high guess of more times the low one than this helps nobody. */
const WIDEST_TIME = 4;

/** Returns what forecasts the rest of one search, asked again and again while it runs. */
export function forecaster({
  maxStates,
  maxDepth,
  timeoutSeconds,
}: ForecastLimits): (levels: Levels, counts: Counts, seconds: number) => Forecast | null {
  let recent: { readonly expanded: number; readonly seconds: number }[] = [];
  return (levels, { distinct, frontier }, seconds) => {
    const expanded = distinct - frontier;
    recent = [...recent.filter((past) => past.seconds > seconds - RECENT_SECONDS)];
    const past = recent[0] ?? { expanded: 0, seconds: 0 };
    recent.push({ expanded, seconds });
    const guess = estimateStates(levels, maxDepth ?? Number.POSITIVE_INFINITY);
    if (guess === null) return null;
    const cap = (states: number): number => Math.min(states, maxStates ?? states);
    const states = { low: cap(guess.low), high: cap(guess.high) };
    const speeds = [
      expanded / seconds,
      (expanded - past.expanded) / (seconds - past.seconds),
    ].filter((speed) => speed > 0 && Number.isFinite(speed));
    const longest = (timeoutSeconds ?? Number.POSITIVE_INFINITY) - seconds;
    const time = {
      low: Math.min(longest, (states.low - expanded) / Math.max(...speeds)),
      high: Math.min(longest, (states.high - expanded) / Math.min(...speeds)),
    };
    const isNarrow = speeds.length > 0 && time.high <= time.low * WIDEST_TIME;
    return { states, seconds: isNarrow || time.high < 1 ? time : null };
  };
}
