/** Where the benchmarks find what they run, and put what they build. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The compiled code is in `dist/bench/` or `dist/chunks/`. */
const ROOT = join(import.meta.dirname, '..', '..');

export const FENCEPOST = join(ROOT, 'dist', 'cli', 'main.cjs');
export const PEERS = join(ROOT, 'bench', 'peers');
export const DOCS = join(ROOT, 'docs');

/** A folder to build in, which git ignores. */
export function buildDirectory(name: string): string {
  const directory = join(ROOT, 'bench', 'build', name);
  mkdirSync(directory, { recursive: true });
  return directory;
}
