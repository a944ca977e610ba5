/** The table: every tool at every size, in at most 100 columns. */
import type { Size } from './sizes.ts';
import type { Row, Summary } from './summary.ts';

export interface Comparison {
  readonly size: Size;
  readonly rows: readonly Row[];
}

interface Column {
  readonly title: string;
  readonly width: number;
  cell(summary: Summary, ratio: number): string;
}

const NAME_WIDTH = 18;

const COLUMNS: readonly Column[] = [
  { title: 'distinct', width: 9, cell: ({ distinct }) => whole(distinct) },
  { title: 'wall s', width: 6, cell: ({ wallSeconds }) => wallSeconds.toFixed(2) },
  { title: 'spread', width: 6, cell: ({ spread }) => `${whole(spread * 100)}%` },
  { title: 'search', width: 6, cell: ({ searchSeconds }) => searchSeconds?.toFixed(2) ?? '-' },
  { title: 'CPU s', width: 6, cell: ({ cpuSeconds }) => cpuSeconds.toFixed(2) },
  { title: 'states/s', width: 9, cell: ({ statesPerSecond }) => whole(statesPerSecond) },
  { title: 'peak MB', width: 7, cell: ({ peakBytes }) => whole(peakBytes / 1e6) },
  { title: 'B/state', width: 7, cell: ({ bytesPerState }) => bytesPerState.toFixed(1) },
  { title: 'ratio', width: 5, cell: (_, ratio) => ratio.toFixed(2) },
];

const LEGEND = `
Fencepost and the peers judge WeakIsr and StrongIsr; 'explore' judges nothing.
One thread each; two where it says x 2.
wall: the whole process, median of the rounds; spread: slowest less fastest round, of the median.
search: by the tool's own clock, start-up left out (Rumur's has whole seconds only).
peak: resident memory of all its processes, the largest of the rounds; B/state: that over states.
ratio: Fencepost's wall time over this tool's. Below 1, Fencepost is the faster.
`;

export function tableText(comparisons: readonly Comparison[]): string {
  const header = line(
    'tool',
    COLUMNS.map(({ title }) => title),
  );
  const groups = comparisons.map(
    ({ size, rows }) => `${heading(size)}\n${rows.map(rowText).join('')}`,
  );
  return `${header}${groups.join('')}${LEGEND}`;
}

function heading({ replicas, logSize, maxRecords, maxLeaderEpoch, transitions }: Size): string {
  return (
    `-- ${replicas} replicas, log size ${logSize}, ${maxRecords} records, ` +
    `leader epochs 0 to ${maxLeaderEpoch}: ${whole(transitions)} transitions`
  );
}

function rowText(row: Row): string {
  if (row.status === 'not-run') {
    const packages = `package${row.missing.length > 1 ? 's' : ''} ${row.missing.join(' and ')}`;
    return `${row.tool.padEnd(NAME_WIDTH)}  not run: install the Debian ${packages}\n`;
  }
  return line(
    row.tool,
    COLUMNS.map(({ cell }) => cell(row.summary, row.ratio)),
  );
}

function line(name: string, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padStart(COLUMNS[index]?.width ?? 0));
  return `${[name.padEnd(NAME_WIDTH), ...padded].join('  ')}\n`;
}

/** A whole number with its thousands apart: `737,794`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
