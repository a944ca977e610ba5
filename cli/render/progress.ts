/** The one line that says how far a run is. What matters least comes last: it may be cut off. */
import { duration, short } from '../numbers.ts';
import type { Progress, SearchProgress, WalkProgress } from '../watch.ts';

export function progressText(spec: string, progress: Progress): string {
  const text = progress.kind === 'search' ? searchText(progress) : walkText(progress);
  return `${text}, ${duration(progress.seconds)}: ${spec}`;
}

function searchText({ distinct, transitions, depth, frontier, seconds }: SearchProgress): string {
  return (
    `${short(distinct)} states, ${short(distinct / seconds)}/s, ${short(transitions)} transitions, ` +
    `depth ${depth}, ${short(frontier)} to expand`
  );
}

function walkText({ walks, steps, found }: WalkProgress): string {
  const walked = `${short(walks)} walks, ${short(steps)} steps`;
  return found === null ? walked : `found after ${walked}; making its ${found} steps fewer`;
}
