/** What the search was to reach against the peers, and whether a run of the benchmark finds it so. */
import { LARGE_SIZE, type Size, sizeText } from './sizes.ts';
import type { Summary } from './summary.ts';
import { type Comparison, whole } from './table.ts';

interface Target {
  readonly text: string;
  /** Where it was set; everywhere if not given. */
  readonly only?: Size;
  readonly unit: string;
  /** What was reached, by the names of tools; undefined where one of them was not run. */
  reached(summaryOf: (tool: string) => Summary | undefined): number | undefined;
  isMet(reached: number): boolean;
}

const TARGETS: readonly Target[] = [
  timesAsFast('Fencepost', 'Rumur', 3),
  timesAsFast('Fencepost', 'SPIN breadth-first', 1),
  {
    text: 'Fencepost: at most 40 bytes a state',
    only: LARGE_SIZE,
    unit: 'bytes',
    reached: (summaryOf) => summaryOf('Fencepost')?.bytesPerState,
    isMet: (bytes) => bytes <= 40,
  },
  timesAsFast('Fencepost sym x 2', 'Rumur sym x 2', 3),
  timesAsFast('Fencepost sym x 2', 'SPIN depth-first', 1),
];

function timesAsFast(tool: string, peer: string, times: number): Target {
  const atLeast = times === 1 ? 'at least as fast' : `at least ${times} times as fast`;
  return {
    text: `${tool}: ${atLeast} as ${peer}`,
    unit: 'times',
    reached: (summaryOf) => {
      const [own, other] = [summaryOf(tool), summaryOf(peer)];
      return own && other && other.wallSeconds / own.wallSeconds;
    },
    isMet: (reached) => reached >= times,
  };
}

/** A table in Markdown: a row for each target that was set at one of the sizes. */
export function targetsText(comparisons: readonly Comparison[]): string {
  const applies = ({ only }: Target, { size }: Comparison): boolean =>
    only === undefined || sizeText(only) === sizeText(size);
  const rows = [
    ['wall time', ...comparisons.map(({ size }) => `${whole(size.distinct)} states`)],
    ['---', ...comparisons.map(() => '---')],
    ...TARGETS.filter((target) => comparisons.some((each) => applies(target, each))).map(
      (target) => [
        target.text,
        ...comparisons.map((each) => (applies(target, each) ? verdictText(target, each) : '')),
      ],
    ),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function verdictText({ unit, reached, isMet }: Target, { rows }: Comparison): string {
  let isCompared = true;
  const value = reached((tool) => {
    const row = rows.find((each) => each.tool === tool);
    if (row === undefined) isCompared = false;
    return row?.status === 'measured' ? row.summary : undefined;
  });
  if (!isCompared) return '';
  if (value === undefined) return 'not run';
  return `${isMet(value) ? 'yes' : 'no'}: ${value.toFixed(2)} ${unit}`;
}
