import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../testing/onDisk.ts';
import {
  type Arena,
  appendStates,
  arenaBytes,
  checksumOf,
  closeArena,
  createArena,
  DiskError,
  noteChecksum,
  readBlock,
  readStates,
} from './arena.ts';

const WIDTH = 3;
/** Two states a block. */
const BLOCK = 2;
const ROWS = Int32Array.from({ length: 12 }, (_, nth) => 1000 * nth - 5);

function withArena(test: (arena: Arena) => void): void {
  inFolder((folder) => {
    const arena = createArena(
      { file: path.join(folder, 'states'), temporary: false },
      WIDTH,
      BLOCK,
    );
    test(arena);
    closeArena(arena);
  });
}

/** The states from one on, a block's worth or what there is. */
const block = (arena: Arena, nth: number): number[] => {
  const rows = new Int32Array(WIDTH * BLOCK);
  return [...rows.subarray(0, WIDTH * readBlock(arena, nth, rows))];
};

describe('an arena', () => {
  it('gives states back, whatever pieces they were written in', () => {
    withArena((arena) => {
      appendStates(arena, ROWS, 0, 1);
      expect(block(arena, 0)).toEqual([...ROWS.subarray(0, 3)]);
      appendStates(arena, ROWS, 1, 1);
      appendStates(arena, ROWS, 2, 1);
      expect({ count: arena.count, bytes: arenaBytes(arena) }).toEqual({ count: 3, bytes: 36 });
      expect(block(arena, 0)).toEqual([...ROWS.subarray(0, 6)]);
      expect(block(arena, 1)).toEqual([...ROWS.subarray(6, 9)]);
    });
  });

  it('takes rows from the middle of shared memory', () => {
    withArena((arena) => {
      const shared = new Int32Array(new SharedArrayBuffer(48), 12, 9);
      shared.set(ROWS.subarray(0, 9));
      appendStates(arena, shared, 1, 2);
      const read = new Int32Array(new SharedArrayBuffer(24));
      expect(readBlock(arena, 0, read)).toBe(2);
      expect([...read]).toEqual([...ROWS.subarray(3, 9)]);
    });
  });

  it('has the same checksum when it is read again', () => {
    withArena((arena) => {
      appendStates(arena, ROWS, 0, 2);
      appendStates(arena, ROWS, 2, 1);
      const again = { ...createArena(arena, WIDTH, BLOCK), count: 3 };
      const rows = new Int32Array(WIDTH * BLOCK);
      noteChecksum(again, 2, readStates(again, 0, 2, rows));
      noteChecksum(again, 1, readStates(again, 2, 1, rows));
      expect(checksumOf(again)).toBe(checksumOf(arena));
      closeArena(again);
    });
  });

  it.each([
    ['in a full block', 5, 0],
    ['in one that is not full yet', 29, 1],
  ])('is damaged if a byte is another one %s, and says where', (_, byte, nth) => {
    withArena((arena) => {
      appendStates(arena, ROWS, 0, 2);
      appendStates(arena, ROWS, 2, 1);
      const before = readFileSync(arena.file).readUInt8(byte);
      const descriptor = openSync(arena.file, 'r+');
      writeSync(descriptor, Uint8Array.of(before ^ 16), 0, 1, byte);
      closeSync(descriptor);
      expect(() => block(arena, nth)).toThrow(`it is damaged from byte ${24 * nth} on`);
      expect(block(arena, 1 - nth).length).toBeGreaterThan(0);
    });
  });

  it('makes no file before something is written', () => {
    const place = { file: '/no/such/folder/states', temporary: false };
    expect(() => createArena(place, WIDTH, BLOCK)).not.toThrow();
  });

  it('says what went wrong, with which file', () => {
    const place = { file: '/no/such/folder/states', temporary: false };
    expect(() => appendStates(createArena(place, WIDTH, BLOCK), ROWS, 0, 1)).toThrow(
      /cannot open \/no\/such\/folder\/states: ENOENT/,
    );
    withArena((arena) => {
      appendStates(arena, ROWS, 0, 2);
      truncateSync(arena.file, 20);
      expect(() => block(arena, 0)).toThrow('it ends at byte 20');
    });
  });

  it('does not write over a file that is not its own', () => {
    withArena((arena) => {
      writeFileSync(arena.file, 'precious');
      expect(() => appendStates(arena, ROWS, 0, 1)).toThrow('EEXIST');
      expect(readFileSync(arena.file, 'utf8')).toBe('precious');
    });
  });

  it('counts nothing as written when the disk is full', () => {
    // One that has states already, so that it opens what is there.
    const place = { file: '/dev/full', temporary: false };
    const arena = { ...createArena(place, WIDTH, BLOCK), count: 1, known: 1 };
    const problem = (() => {
      try {
        appendStates(arena, ROWS, 0, 1);
        return null;
      } catch (error) {
        return error;
      }
    })();
    expect(problem).toBeInstanceOf(DiskError);
    expect(problem).toMatchObject({ writing: true, message: expect.stringContaining('ENOSPC') });
    expect(arena).toMatchObject({ count: 1, known: 1, checksums: [], partial: 0 });
    expect(new DiskError('read', 'it', new Error('no'))).toMatchObject({ writing: false });
  });
});
