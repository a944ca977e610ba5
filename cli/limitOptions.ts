/** Options of the commands that search a whole space: how far to go, and with what. */
import type { Command } from 'commander';
import { refuseWithNegation } from './negation.ts';
import { byteSize, positiveSeconds, positiveWhole, workerCount } from './numbers.ts';

export function withLimits(command: Command): Command {
  refuseWithNegation(command, 'disk');
  return command
    .option('--max-states <number>', 'store no more states than this, per spec', positiveWhole)
    .option(
      '--max-depth <number>',
      'visit no state deeper than this; the initial state is at depth 1',
      positiveWhole,
    )
    .option('--timeout <seconds>', 'stop after this time, per spec', positiveSeconds)
    .option(
      '--max-memory <size>',
      'of the whole process, such as 512M or 4G (default: 75% of what is allowed)',
      byteSize,
    )
    .option(
      '--workers <number>',
      'threads that search together, once a space has grown (default: one a core)',
      workerCount,
    )
    .option('--no-disk', 'end when the memory is used up: what is visited is then known exactly');
}
