/** The file beside the arena that makes a checkpoint of it. It is there whole, or as it was before. */
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { DiskError } from '../disk/arena.ts';
import type { DiskPlace } from '../disk/disk.ts';
import type { SearchRecord } from './record.ts';

const FORMAT = 'fencepost-checkpoint-1';
const RECORD = 'checkpoint.json';
const STATES = 'states.bin';

/** What a checkpoint holds beside the states. `run` is its maker's: what it takes to run the same again. */
export interface Checkpoint<Run> {
  readonly run: Run;
  readonly search: SearchRecord;
}

/** The file of the states of the checkpoints in a folder. */
export function statesPlace(folder: string, overflow: boolean): DiskPlace {
  return { file: path.join(folder, STATES), temporary: false, overflow };
}

/** The file that makes them a checkpoint. */
export function recordFile(folder: string): string {
  return path.join(folder, RECORD);
}

/**
 * Writes it under another name first, and renames it when all of it is on the disk.
 * @throws DiskError when that cannot be done; the checkpoint before is still there.
 */
export function writeCheckpoint<Run>(folder: string, checkpoint: Checkpoint<Run>): void {
  const file = recordFile(folder);
  const temporary = `${file}.part`;
  const body = JSON.stringify(checkpoint);
  try {
    writeFileSync(
      temporary,
      JSON.stringify({ format: FORMAT, checksum: crc32(body), checkpoint }),
      {
        flush: true,
      },
    );
    renameSync(temporary, file);
    syncFolder(folder);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new DiskError('write to', file, error);
  }
}

/** Without this, the name may still mean the old file after a power failure. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads the checkpoint in a folder.
 * @throws DiskError when there is none, or it is damaged.
 */
export function readCheckpoint<Run>(folder: string): Checkpoint<Run> {
  const file = recordFile(folder);
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly format?: unknown;
      readonly checksum?: unknown;
      readonly checkpoint?: Checkpoint<Run>;
    };
    if (read.format !== FORMAT) throw new Error(`its format is not ${FORMAT}`);
    const { checkpoint } = read;
    if (checkpoint === undefined || crc32(JSON.stringify(checkpoint)) !== read.checksum)
      throw new Error('it is damaged: its checksum is not what it was');
    return checkpoint;
  } catch (error) {
    throw new DiskError('read', file, error);
  }
}
