/** Fencepost itself, as a command of its own like the peers. */
import { FENCEPOST } from './places.ts';
import type { Command } from './process.ts';
import type { Bounds } from './sizes.ts';

/** Judges the two invariants that the peers' models check. */
export const INVARIANTS = ['--property', 'weak-isr', '--property', 'strong-isr'];

export function fencepost(bounds: Bounds, workers: number, options: readonly string[]): Command {
  const { replicas, logSize, maxRecords, maxLeaderEpoch } = bounds;
  const constants = Object.entries({ replicas, logSize, maxRecords, maxLeaderEpoch });
  return [
    process.execPath,
    FENCEPOST,
    'check',
    'replication/kip-320',
    '--json',
    '--workers',
    String(workers),
    ...options,
    ...constants.flatMap(([name, value]) => ['--set', `${name}=${value}`]),
  ];
}
