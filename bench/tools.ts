/** Who is compared, how each is built for a size, and the command that is measured. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, run } from './process.ts';
import { type Reading, readFencepost, readRumur, readSpin } from './readings.ts';
import { type Size, sizeText } from './sizes.ts';

export interface Tool {
  readonly name: string;
  /** Programs that it takes; the Debian packages that have them go by the same names. */
  readonly needs: readonly string[];
  /** Builds what is needed for this size; returns the command to measure. */
  prepare(size: Size): Command;
  read(stdout: string): Reading;
}

/** This file is run as `dist/bench/tools.js`. */
const ROOT = join(import.meta.dirname, '..', '..');
const PEERS = join(ROOT, 'bench', 'peers');
export const FENCEPOST = join(ROOT, 'dist', 'cli', 'main.js');

const INVARIANTS = ['--property', 'weak-isr', '--property', 'strong-isr'];

/** Judges the two invariants that the peers' models check: what every ratio is taken against. */
export const REFERENCE: Tool = {
  name: 'Fencepost',
  needs: [],
  prepare: (size) => fencepost(size, 1, INVARIANTS),
  read: readFencepost,
};

export const TOOLS: readonly Tool[] = [
  REFERENCE,
  {
    name: 'Fencepost explore',
    needs: [],
    prepare: (size) => fencepost(size, 1, ['--no-properties']),
    read: readFencepost,
  },
  {
    name: 'Fencepost x 2',
    needs: [],
    prepare: (size) => fencepost(size, 2, INVARIANTS),
    read: readFencepost,
  },
  {
    name: 'Rumur',
    needs: ['rumur', 'gcc'],
    prepare: (size) => buildRumur(size, 1),
    read: readRumur,
  },
  {
    name: 'Rumur x 2',
    needs: ['rumur', 'gcc'],
    prepare: (size) => buildRumur(size, 2),
    read: readRumur,
  },
  {
    name: 'SPIN breadth-first',
    needs: ['spin', 'gcc'],
    prepare: (size) => buildSpin(size, 'breadth-first', ['-DBFS']),
    read: readSpin,
  },
  {
    name: 'SPIN depth-first',
    needs: ['spin', 'gcc'],
    prepare: (size) => buildSpin(size, 'depth-first', []),
    read: readSpin,
  },
];

function fencepost(size: Size, workers: number, properties: readonly string[]): Command {
  const { replicas, logSize, maxRecords, maxLeaderEpoch } = size;
  const constants = Object.entries({ replicas, logSize, maxRecords, maxLeaderEpoch });
  return [
    process.execPath,
    FENCEPOST,
    'check',
    'replication/kip-320',
    '--json',
    '--workers',
    String(workers),
    ...properties,
    ...constants.flatMap(([name, value]) => ['--set', `${name}=${value}`]),
  ];
}

const OPTIMISED = ['-O3', '-march=native'];

/** gcc's own limits keep it from inlining a generated verifier, which is then three times slower. */
const INLINED = [
  'max-inline-insns-single=5000',
  'inline-unit-growth=1000',
  'large-function-growth=10000',
  'max-inline-insns-auto=2000',
].flatMap((limit) => ['--param', limit]);

function buildRumur(size: Size, threads: number): Command {
  const directory = buildDirectory(`rumur-${threads}-${sizeText(size)}`);
  const template = readFileSync(join(PEERS, 'kip-320.m.in'), 'utf8');
  writeFileSync(join(directory, 'kip-320.m'), murphiModel(template, size));
  const alike = ['--symmetry-reduction', 'off', '--deadlock-detection', 'off'];
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
export function murphiModel(template: string, size: Size): string {
  return template
    .replace('@REPLICAS@', String(size.replicas))
    .replace('@LOGSIZE@', String(size.logSize))
    .replace('@MAXRECORDS@', String(size.maxRecords))
    .replace('@MAXEPOCH@', String(size.maxLeaderEpoch));
}

/** `-DNOREDUCE` and `-E`: every state is visited, and one where nothing can happen is no error. */
function buildSpin(size: Size, order: string, macros: readonly string[]): Command {
  const directory = buildDirectory(`spin-${order}-${sizeText(size)}`);
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

function buildDirectory(name: string): string {
  const directory = join(ROOT, 'bench', 'build', name);
  mkdirSync(directory, { recursive: true });
  return directory;
}
