/** Builds SPIN's verifier of the Promela model. */
import { join } from 'node:path';
import { buildDirectory, PEERS } from './places.ts';
import { type Command, OPTIMISED, run } from './process.ts';
import { type Size, sizeText } from './sizes.ts';

/** `-DNOREDUCE` and `-E`: every state is visited, and one where nothing can happen is no error. */
export function buildSpin(size: Size, variant: string, macros: readonly string[]): Command {
  const directory = buildDirectory(`spin-${variant}-${sizeText(size)}`);
  const constants = [
    `-DR=${size.replicas}`,
    `-DL=${size.logSize}`,
    `-DC=${size.maxRecords}`,
    `-DE=${size.maxLeaderEpoch}`,
  ];
  run(['spin', '-a', ...constants, join(PEERS, 'kip-320.pml')], directory);
  run(['gcc', ...OPTIMISED, '-DSAFETY', '-DNOREDUCE', ...macros, '-o', 'pan', 'pan.c'], directory);
  return [join(directory, 'pan'), '-E', '-m1000', `-w${size.spinHashBits}`];
}
