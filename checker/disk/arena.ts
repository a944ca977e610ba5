/**
 * The arena: a file of stored states in the order of their numbers, each with its words and the number of the
 * state it was first reached from, as they lie in memory. It is only ever appended to.
 */
import { closeSync, fsyncSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface Arena {
  readonly file: string;
  /** Whether the file shall have no name, so that nothing is left of it however the process ends. */
  readonly temporary: boolean;
  /** 32-bit numbers that a state takes. */
  readonly width: number;
  /** Null until something is written or read. */
  descriptor: number | null;
  /** States in it. */
  count: number;
  /** CRC-32 of all of its bytes. */
  checksum: number;
}

/** What the file system said, and about which file. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  /** Whether there is no room left on the disk, or none that this user may take. */
  readonly full: boolean;

  constructor(doing: string, { file }: Pick<Arena, 'file'>, error: unknown) {
    super(`cannot ${doing} ${file}: ${error instanceof Error ? error.message : String(error)}`);
    const { code } = error as NodeJS.ErrnoException;
    this.full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  }
}

/** An arena without states. Its file is made when the first one is written. */
export function createArena(file: string, width: number, temporary: boolean): Arena {
  return { file, temporary, width, descriptor: null, count: 0, checksum: 0 };
}

/** Bytes of the file. */
export function arenaBytes({ count, width }: Arena): number {
  return 4 * count * width;
}

/**
 * Appends states.
 * @param rows they lie in it one after another
 * @param from the place of the first one in `rows`
 * @throws DiskError when they cannot be written; then none of them counts as appended.
 */
export function appendStates(arena: Arena, rows: Int32Array, from: number, count: number): void {
  const bytes = bytesOf(arena, rows, from, count);
  const descriptor = open(arena);
  const start = arenaBytes(arena);
  try {
    for (let done = 0; done < bytes.length; )
      done += writeSync(descriptor, bytes, done, bytes.length - done, start + done);
  } catch (error) {
    throw new DiskError('write to', arena, error);
  }
  arena.checksum = crc32(bytes, arena.checksum);
  arena.count += count;
}

/**
 * Reads states into the beginning of `rows`.
 * @throws DiskError when the file cannot be read, or is shorter.
 */
export function readStates(arena: Arena, first: number, count: number, rows: Int32Array): void {
  const bytes = bytesOf(arena, rows, 0, count);
  const descriptor = open(arena);
  const start = 4 * first * arena.width;
  try {
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(descriptor, bytes, done, bytes.length - done, start + done);
      if (read === 0) throw new Error(`it ends at byte ${start + done}`);
      done += read;
    }
  } catch (error) {
    throw new DiskError('read', arena, error);
  }
}

/** CRC-32 of states that were read, after `before`, that of those before them. */
export function checksumOf(arena: Arena, rows: Int32Array, count: number, before: number): number {
  return crc32(bytesOf(arena, rows, 0, count), before);
}

/**
 * Waits until what was written is on the disk.
 * @throws DiskError when that fails.
 */
export function syncArena(arena: Arena): void {
  if (arena.descriptor === null) return;
  try {
    fsyncSync(arena.descriptor);
  } catch (error) {
    throw new DiskError('write to', arena, error);
  }
}

export function closeArena(arena: Arena): void {
  if (arena.descriptor !== null) closeSync(arena.descriptor);
  arena.descriptor = null;
}

function open(arena: Arena): number {
  if (arena.descriptor !== null) return arena.descriptor;
  try {
    // States that are there already are read, or written once more as they are.
    const descriptor = openSync(arena.file, arena.count > 0 ? 'r+' : 'w+', 0o600);
    arena.descriptor = descriptor;
    if (arena.temporary) unlinkSync(arena.file);
    return descriptor;
  } catch (error) {
    throw new DiskError('open', arena, error);
  }
}

function bytesOf(
  { width }: Arena,
  { buffer, byteOffset }: Int32Array,
  from: number,
  count: number,
): Uint8Array {
  return new Uint8Array(buffer, byteOffset + 4 * width * from, 4 * width * count);
}
