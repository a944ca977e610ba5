/** What several runs of one tool come to, and how it compares. */
import type { Usage } from './process.ts';
import type { Reading } from './readings.ts';

export type Run = Usage & Reading;

export interface Summary {
  readonly distinct: number;
  readonly transitions: number;
  /** What generating and compiling it took, once; null where that serves every size. */
  readonly buildSeconds: number | null;
  /** Median over the runs, as are the other times. */
  readonly wallSeconds: number;
  /** The slowest run less the fastest, as a part of the median: how noisy the machine is. */
  readonly spread: number;
  readonly searchSeconds: number | null;
  readonly cpuSeconds: number;
  readonly statesPerSecond: number;
  /** The largest of the runs. */
  readonly peakBytes: number;
  readonly bytesPerState: number;
}

/** One row of the table: a tool at a size, measured or not. */
export type Row =
  | {
      readonly tool: string;
      readonly status: 'measured';
      readonly summary: Summary;
      /** The reference's wall time over this tool's: below 1 the reference is faster. */
      readonly ratio: number;
    }
  | { readonly tool: string; readonly status: 'not-run'; readonly missing: readonly string[] };

/** What was measured of a tool, unless these programs were missing. */
interface Measured {
  readonly runs: readonly Run[];
  readonly missing: readonly string[];
  readonly buildSeconds: number | null;
}

/**
 * The row of a tool that was run at least once, or for which these Debian packages are missing.
 * @param referenceSeconds the reference's wall time at the same size.
 */
export function rowOf(
  tool: string,
  { runs, missing, buildSeconds }: Measured,
  referenceSeconds: number,
): Row {
  if (missing.length > 0) return { tool, status: 'not-run', missing };
  const summary = summarise(runs, buildSeconds);
  return { tool, status: 'measured', summary, ratio: referenceSeconds / summary.wallSeconds };
}

function summarise(runs: readonly Run[], buildSeconds: number | null): Summary {
  const [first] = runs;
  if (first === undefined) throw new RangeError('there are no runs to sum up');
  const { distinct, transitions } = first;
  const walls = runs.map((run) => run.wallSeconds);
  const wallSeconds = median(walls);
  const searches = runs.flatMap(({ searchSeconds }) => searchSeconds ?? []);
  const peakBytes = Math.max(...runs.map((run) => run.peakBytes));
  return {
    distinct,
    transitions,
    buildSeconds,
    wallSeconds,
    spread: (Math.max(...walls) - Math.min(...walls)) / wallSeconds,
    searchSeconds: searches.length === 0 ? null : median(searches),
    cpuSeconds: median(runs.map((run) => run.cpuSeconds)),
    statesPerSecond: distinct / wallSeconds,
    peakBytes,
    bytesPerState: peakBytes / distinct,
  };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted.at(Math.floor(sorted.length / 2)) ?? Number.NaN;
  const lower = sorted.at(Math.ceil(sorted.length / 2) - 1) ?? Number.NaN;
  return (lower + upper) / 2;
}
