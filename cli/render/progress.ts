/** The one line that says how far a search is. What matters least comes last: it may be cut off. */
import { duration, short } from '../numbers.ts';
import type { Progress } from '../run.ts';

export function progressText(spec: string, progress: Progress): string {
  const { distinct, transitions, depth, frontier, seconds } = progress;
  return (
    `${short(distinct)} states, ${short(distinct / seconds)}/s, ${short(transitions)} transitions, ` +
    `depth ${depth}, ${short(frontier)} to expand, ${duration(seconds)}: ${spec}`
  );
}
