/** What a step changes, in a column: changes of one component together. */
import type { Difference } from '../../checker/index.ts';
import { brokenUp, fill } from './layout.ts';

const INDENT = '  ';
/** Before the rest of a change that takes several lines. */
const CONTINUED = '    ';

/** `replicas[b1]: leader none -> b1, leaderEpoch -1 -> 1`. */
export function changeLines(differences: readonly Difference[], width: number): string[] {
  if (differences.length === 0) return ['(nothing)'];
  const groups = new Map<string, string[]>();
  for (const difference of differences) {
    const dot = difference.path.lastIndexOf('.');
    const [owner, name] =
      dot === -1
        ? [`${difference.path}:`, '']
        : [`${difference.path.slice(0, dot)}:`, `${difference.path.slice(dot + 1)} `];
    const pieces = groups.get(owner) ?? [];
    pieces.push(name + changeText(difference, width - INDENT.length - name.length));
    groups.set(owner, pieces);
  }
  return [...groups].flatMap(([owner, [first, ...others]]) =>
    fill([`${owner} ${first}`, ...others], width, INDENT, ', ').flatMap((line) =>
      brokenUp(line, width, CONTINUED),
    ),
  );
}

/** A list that only grew, and is too long to show twice, shows what was added. */
function changeText({ before, after }: Difference, width: number): string {
  const text = `${before} -> ${after}`;
  if (text.length <= width || !before.startsWith('[')) return text;
  const kept = before === '[]' ? '[' : `${before.slice(0, -1)}, `;
  return after.startsWith(kept) ? `added ${after.slice(kept.length, -1)}` : text;
}
