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
  { title: 'build', width: 5, cell: ({ buildSeconds }) => buildSeconds?.toFixed(1) ?? '-' },
  { title: 'wall s', width: 6, cell: ({ wallSeconds }) => wallSeconds.toFixed(2) },
  { title: 'spread', width: 6, cell: ({ spread }) => `${whole(spread * 100)}%` },
  { title: 'search', width: 6, cell: ({ searchSeconds }) => searchSeconds?.toFixed(2) ?? '-' },
  { title: 'CPU s', width: 6, cell: ({ cpuSeconds }) => cpuSeconds.toFixed(2) },
  { title: 'states/s', width: 9, cell: ({ statesPerSecond }) => whole(statesPerSecond) },
  { title: 'MB', width: 5, cell: ({ peakBytes }) => whole(peakBytes / 1e6) },
  { title: 'bytes', width: 5, cell: ({ bytesPerState }) => bytesPerState.toFixed(1) },
  { title: 'ratio', width: 5, cell: (_, ratio) => ratio.toFixed(2) },
];

const LEGEND = `
Fencepost and the peers judge WeakIsr and StrongIsr; 'explore' judges nothing.
One thread each; two where it says x 2. Stateright stores 64-bit fingerprints, the others states.
sym: with symmetry, where distinct are orbits, of which Rumur's heuristic counts some twice.
SPIN collapse: depth-first, with states stored by components (-DCOLLAPSE).
build: seconds to make and compile a program of the model and its constants, where it takes one.
wall: the whole process, median of the rounds; spread: slowest less fastest round, of the median.
NODE_EXTRA_CA_CERTS is unset for all: Node.js parses the certificates that it names when it starts.
search: by the tool's own clock, start-up left out (Rumur's has whole seconds only).
MB: resident memory of all its processes at its peak, the largest of the rounds; bytes: a state.
ratio: the wall time of the first row over this tool's, not built. Below 1, Fencepost is the faster.
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

function heading(size: Size): string {
  const { replicas, logSize, maxRecords, maxLeaderEpoch, symmetryOnly } = size;
  const { transitions } = symmetryOnly ? size.orbits : size;
  return (
    `-- ${replicas} replicas, log size ${logSize}, ${maxRecords} records, ` +
    `leader epochs 0 to ${maxLeaderEpoch}: ${whole(transitions)} transitions`
  );
}

function rowText(row: Row): string {
  if (row.status === 'not-run') {
    return `${row.tool.padEnd(NAME_WIDTH)}  not run: ${howToGet(row.missing)}\n`;
  }
  return line(
    row.tool,
    COLUMNS.map(({ cell }) => cell(row.summary, row.ratio)),
  );
}

function howToGet(missing: readonly string[]): string {
  if (missing.includes('stateright'))
    return 'takes cargo 1.85 or later, and the crates that it fetches';
  return `install the Debian package${missing.length > 1 ? 's' : ''} ${missing.join(' and ')}`;
}

function line(name: string, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padStart(COLUMNS[index]?.width ?? 0));
  return `${[name.padEnd(NAME_WIDTH), ...padded].join('  ')}\n`;
}

/** A whole number with its thousands apart: `737,794`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
