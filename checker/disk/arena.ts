/**
 * The arena: a file of stored states in the order of their numbers, each with its words and the number of the
 * state it was first reached from, as they lie in memory. It is only ever appended to. It is written and read in
 * blocks of a fixed number of states, and what is read must have the checksum that was written: whatever else
 * happens to the file, no state is taken for another one.
 */
import { closeSync, fsyncSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface Arena {
  readonly file: string;
  /** Whether the file shall have no name, so that nothing is left of it however the process ends. */
  readonly temporary: boolean;
  /** 32-bit numbers that a state takes. */
  readonly width: number;
  /** States in a block. */
  readonly block: number;
  /** Null until something is written or read. */
  descriptor: number | null;
  /** States in it. */
  count: number;
  /** States whose checksum is known: all, but for a file that was there before and is being read. */
  known: number;
  /** CRC-32 of each full block, and of what there is of the next one. */
  readonly checksums: number[];
  partial: number;
}

/** What the file system said, and about which file. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  /** Whether something could not be written: what is in memory is still true. */
  readonly writing: boolean;

  constructor(doing: 'write to' | 'open' | 'read' | 'use', file: string, error: unknown) {
    super(`cannot ${doing} ${file}: ${error instanceof Error ? error.message : String(error)}`);
    this.writing = doing === 'write to' || doing === 'open';
  }
}

/** An arena without states. Its file is made when the first one is written, and must not be there before. */
export function createArena(
  { file, temporary }: Pick<Arena, 'file' | 'temporary'>,
  width: number,
  block: number,
): Arena {
  return {
    file,
    temporary,
    width,
    block,
    descriptor: null,
    count: 0,
    known: 0,
    checksums: [],
    partial: 0,
  };
}

/** Bytes of the file. */
export function arenaBytes({ count, width }: Arena): number {
  return 4 * count * width;
}

/** CRC-32 of the checksums of all that there is. */
export function checksumOf({ checksums, partial }: Arena): number {
  return crc32(new Uint8Array(Int32Array.from([...checksums, partial]).buffer));
}

/**
 * Appends states that do not go beyond the end of a block.
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
    throw new DiskError('write to', arena.file, error);
  }
  arena.count += count;
  noteChecksum(arena, count, crc32(bytes, arena.partial));
}

/** Notes that the checksum is known of so many more states: of a whole block, if they are up to the end of one. */
export function noteChecksum(arena: Arena, states: number, checksum: number): void {
  arena.known += states;
  const isWhole = arena.known % arena.block === 0;
  if (isWhole) arena.checksums.push(checksum);
  arena.partial = isWhole ? 0 : checksum;
}

/**
 * Reads a block, or what there is of the last one, into the beginning of `rows`. Returns how many states that were.
 * Nothing is known yet of a file that was there before, until all of it has been read once.
 * @throws DiskError when the file cannot be read, is shorter, or is not what was written.
 */
export function readBlock(arena: Arena, nth: number, rows: Int32Array): number {
  const { file, block, count, known, checksums, partial } = arena;
  const states = Math.min(block, count - nth * block);
  const checksum = readStates(arena, nth * block, states, rows);
  if (nth * block >= known || checksum === (checksums[nth] ?? partial)) return states;
  throw new DiskError(
    'use',
    file,
    new Error(`it is damaged from byte ${4 * nth * block * arena.width} on`),
  );
}

/**
 * Reads states into the beginning of `rows`, and returns their CRC-32, whatever it may be.
 * @throws DiskError when the file cannot be read, or is shorter.
 */
export function readStates(arena: Arena, first: number, count: number, rows: Int32Array): number {
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
    throw new DiskError('read', arena.file, error);
  }
  return crc32(bytes);
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
    throw new DiskError('write to', arena.file, error);
  }
}

export function closeArena(arena: Arena): void {
  if (arena.descriptor !== null) closeSync(arena.descriptor);
  arena.descriptor = null;
}

function open(arena: Arena): number {
  if (arena.descriptor !== null) return arena.descriptor;
  try {
    // A file of states that are there already is written over with the same; any other is not ours.
    const descriptor = openSync(arena.file, arena.count > 0 ? 'r+' : 'wx+', 0o600);
    arena.descriptor = descriptor;
    if (arena.temporary) unlinkSync(arena.file);
    return descriptor;
  } catch (error) {
    throw new DiskError('open', arena.file, error);
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
