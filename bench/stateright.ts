/** Builds the model for Stateright, a library that cargo fetches. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDirectory, PEERS } from './places.ts';
import { type Command, run } from './process.ts';
import { RunError } from './readings.ts';
import type { Bounds } from './sizes.ts';

const PACKAGE = join(PEERS, 'stateright');

/** What gcc's `-march=native` is for the other peers. */
const NATIVE = ['--config', 'build.rustflags=["-C", "target-cpu=native"]'];

/** One build serves all sizes: they are arguments. */
export function buildStateright(bounds: Bounds, threads: number): Command {
  const directory = buildDirectory('stateright');
  run(['cargo', 'build', '--release', '--frozen', ...NATIVE, '--target-dir', directory], PACKAGE);
  const { replicas, logSize, maxRecords, maxLeaderEpoch } = bounds;
  const numbers = [replicas, logSize, maxRecords, maxLeaderEpoch, threads];
  return [join(directory, 'release', 'kip-320'), ...numbers.map(String)];
}

/** The version of the crate, once cargo has it with all that it depends on; null if it cannot. */
export function fetchStateright(): string | null {
  try {
    run(['cargo', 'fetch'], PACKAGE);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return null;
  }
  return lockedVersion(readFileSync(join(PACKAGE, 'Cargo.lock'), 'utf8'), 'stateright');
}

/** @throws RangeError when the lock file does not have that crate. */
export function lockedVersion(lock: string, crate: string): string {
  const found = new RegExp(`^name = "${crate}"\\nversion = "([^"]+)"$`, 'm').exec(lock);
  if (found?.[1] === undefined) throw new RangeError(`Cargo.lock has no crate ${crate}`);
  return `${crate} ${found[1]}`;
}
