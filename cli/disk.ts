/** The folder where a search goes on when its memory is used up. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf, UsageError } from './errors.ts';

/** Where temporary files may be large, and are on a disk: hier(7). */
const LARGE_FILES = '/var/tmp';
/** statfs(2): file systems that are memory. */
const IN_MEMORY = [0x01021994, 0x858458f6];

/** The usual folder for it; null where there is none that can be written to and is on a disk. */
export function usualDisk(): string | null {
  const { TMPDIR } = process.env;
  const folders = TMPDIR === undefined ? [LARGE_FILES, tmpdir()] : [TMPDIR];
  return folders.find((folder) => problemOf(folder) === null && !isMemory(folder)) ?? null;
}

/**
 * The folder that was chosen.
 * @throws UsageError when it is none, or cannot be written to.
 */
export function chosenDisk(folder: string): string {
  const problem = problemOf(folder);
  if (problem === null) return path.resolve(folder);
  throw new UsageError(`--disk ${folder}: ${problem}`);
}

/** The file of a run of its own in such a folder. */
export function statesFileIn(folder: string): string {
  return path.join(folder, `fencepost-${crypto.randomUUID()}.states`);
}

function problemOf(folder: string): string | null {
  try {
    if (!statSync(folder).isDirectory()) return 'it is not a folder';
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

function isMemory(folder: string): boolean {
  return IN_MEMORY.includes(statfsSync(folder).type);
}
