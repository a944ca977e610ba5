/** What docs/growth.json holds: how time and memory grow with the number of states. */
import type { Machine } from './machine.ts';
import { median } from './summary.ts';
import { whole } from './table.ts';

export interface Figure {
  readonly workers: number;
  readonly maxLeaderEpoch: number;
  readonly distinct: number;
  readonly rounds: number;
  /** The whole process; median of the rounds. */
  readonly wallSeconds: number;
  /** The largest of the rounds, over all processes. */
  readonly peakBytes: number;
}

export interface Growth {
  readonly command: string;
  readonly machine: Pick<Machine, 'cpu' | 'cores' | 'node' | 'load'>;
  readonly figures: readonly Figure[];
}

export function figureOf(
  size: Pick<Figure, 'maxLeaderEpoch' | 'distinct'>,
  workers: number,
  runs: readonly Pick<Figure, 'wallSeconds' | 'peakBytes'>[],
): Figure {
  return {
    workers,
    maxLeaderEpoch: size.maxLeaderEpoch,
    distinct: size.distinct,
    rounds: runs.length,
    // Milliseconds: what is beyond is not measured.
    wallSeconds: Math.round(median(runs.map(({ wallSeconds }) => wallSeconds)) * 1000) / 1000,
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
  };
}

export function secondsPerMillion({ wallSeconds, distinct }: Figure): number {
  return wallSeconds / (distinct / 1e6);
}

export function bytesPerState({ peakBytes, distinct }: Figure): number {
  return peakBytes / distinct;
}

/** A table in Markdown, for those who want the numbers of the picture. */
export function growthTable({ machine, figures }: Growth): string {
  const rows = figures.map((figure) => [
    String(figure.maxLeaderEpoch),
    whole(figure.distinct),
    String(figure.workers),
    figure.wallSeconds.toFixed(2),
    secondsPerMillion(figure).toFixed(2),
    whole(figure.peakBytes / 1e6),
    bytesPerState(figure).toFixed(1),
    String(figure.rounds),
  ]);
  const header = [
    'highest leader epoch',
    'states',
    'workers',
    'wall s',
    's a million states',
    'peak MB',
    'bytes a state',
    'rounds',
  ];
  const text = [header, header.map(() => '---:'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
  return `${text}\n${machineLine(machine)}. Wall: the whole process, median of the rounds; peak: the largest.\n`;
}

/** `AMD EPYC, 2 cores, load 0.1 before, Node.js v20.20.2` */
export function machineLine({ cpu, cores, load, node }: Growth['machine']): string {
  return `${cpu}, ${cores} cores, load ${load.toFixed(1)} before, Node.js ${node}`;
}
