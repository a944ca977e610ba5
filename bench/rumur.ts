/** Builds Rumur's verifier of the Murphi model. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDirectory, PEERS } from './places.ts';
import { type Command, OPTIMISED, run } from './process.ts';
import { type Bounds, sizeText } from './sizes.ts';

/** gcc's own limits keep it from inlining a generated verifier, which is then three times slower. */
const INLINED = [
  'max-inline-insns-single=5000',
  'inline-unit-growth=1000',
  'large-function-growth=10000',
  'max-inline-insns-auto=2000',
].flatMap((limit) => ['--param', limit]);

/** @param symmetry Rumur's default is `heuristic`, several times faster than its `exhaustive`. */
export function buildRumur(
  bounds: Bounds,
  threads: number,
  symmetry: 'off' | 'heuristic',
): Command {
  const directory = buildDirectory(`rumur-${symmetry}-${threads}-${sizeText(bounds)}`);
  const template = readFileSync(join(PEERS, 'kip-320.m.in'), 'utf8');
  writeFileSync(join(directory, 'kip-320.m'), murphiModel(template, bounds));
  const alike = ['--symmetry-reduction', symmetry, '--deadlock-detection', 'off'];
  run(
    ['rumur', '--threads', String(threads), ...alike, '--output', 'kip-320.c', 'kip-320.m'],
    directory,
  );
  run(
    ['gcc', ...OPTIMISED, ...INLINED, '-o', 'kip-320', 'kip-320.c', '-lpthread', '-latomic'],
    directory,
  );
  return [join(directory, 'kip-320')];
}

/** Fills in the constants of the Murphi template. */
export function murphiModel(template: string, bounds: Bounds): string {
  return template
    .replace('@REPLICAS@', String(bounds.replicas))
    .replace('@LOGSIZE@', String(bounds.logSize))
    .replace('@MAXRECORDS@', String(bounds.maxRecords))
    .replace('@MAXEPOCH@', String(bounds.maxLeaderEpoch));
}
