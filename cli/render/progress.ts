/** The one line that says how far a run is. What matters least comes last: it may be cut off. */
import { duration, short } from '../numbers.ts';
import type { Forecast } from '../stats/forecast.ts';
import type { Progress, SearchProgress, WalkProgress } from '../watch.ts';

export function progressText(spec: string, progress: Progress): string {
  const text = progress.kind === 'search' ? searchText(progress) : walkText(progress);
  return `${text}: ${spec}`;
}

function searchText(progress: SearchProgress): string {
  const { distinct, transitions, depth, frontier, seconds, forecast, note } = progress;
  if (note !== null) return `${short(distinct)} states, ${note}`;
  const whole =
    forecast === null ? '' : ` of ${short(forecast.states.low)} to ${short(forecast.states.high)}`;
  return (
    `${short(distinct)}${whole} states, ${short(distinct / seconds)}/s, ${leftText(forecast)}, ` +
    `depth ${depth}, ${short(frontier)} to expand, ${duration(seconds)}, ` +
    `${short(transitions)} transitions`
  );
}

function walkText({ walks, steps, found, seconds }: WalkProgress): string {
  const walked = `${short(walks)} walks, ${short(steps)} steps`;
  const text = found === null ? walked : `found after ${walked}; making its ${found} steps fewer`;
  return `${text}, ${duration(seconds)}`;
}

/** A range, where there is good reason for one. */
function leftText(forecast: Forecast | null): string {
  const time = forecast?.seconds ?? null;
  return time === null ? 'time left unknown' : `about ${timeRange(time.low, time.high)} left`;
}

const UNITS = [
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
] as const;

/** `12 to 40 s`, `2 to 5 min`, `3 h`: in the unit of the longer one, rounded away from each other. */
export function timeRange(low: number, high: number): string {
  const unit = UNITS.find(({ seconds }) => high >= 2 * seconds) ?? UNITS[2];
  const from = Math.max(0, Math.floor(low / unit.seconds));
  const to = Math.max(1, Math.ceil(high / unit.seconds));
  return from === to ? `${to} ${unit.name}` : `${from} to ${to} ${unit.name}`;
}
