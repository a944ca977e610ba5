import { readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../testing/onDisk.ts';
import {
  appendStates,
  arenaBytes,
  checksumOf,
  closeArena,
  createArena,
  DiskError,
  readStates,
} from './arena.ts';

const ROWS = Int32Array.from({ length: 12 }, (_, nth) => 1000 * nth - 5);

describe('an arena', () => {
  it('gives states back, whatever pieces they were written in', () => {
    inFolder((folder) => {
      const arena = createArena(path.join(folder, 'states'), 3, false);
      appendStates(arena, ROWS, 0, 1);
      appendStates(arena, ROWS, 1, 3);
      expect({ count: arena.count, bytes: arenaBytes(arena) }).toEqual({ count: 4, bytes: 48 });
      const read = new Int32Array(9);
      readStates(arena, 1, 3, read);
      expect(read).toEqual(ROWS.subarray(3));
      expect(arena.checksum).toBe(crc32(readFileSync(arena.file)));
      expect(checksumOf(arena, read, 3, crc32(readFileSync(arena.file).subarray(0, 12)))).toBe(
        arena.checksum,
      );
      closeArena(arena);
    });
  });

  it('takes rows from the middle of shared memory', () => {
    inFolder((folder) => {
      const shared = new Int32Array(new SharedArrayBuffer(48), 12, 9);
      shared.set(ROWS.subarray(0, 9));
      const arena = createArena(path.join(folder, 'states'), 3, false);
      appendStates(arena, shared, 1, 2);
      const read = new Int32Array(new SharedArrayBuffer(24));
      readStates(arena, 0, 2, read);
      expect([...read]).toEqual([...ROWS.subarray(3, 9)]);
      closeArena(arena);
    });
  });

  it('makes no file before something is written', () => {
    expect(() => createArena('/no/such/folder/states', 3, false)).not.toThrow();
  });

  it('says what went wrong, with which file', () => {
    expect(() => appendStates(createArena('/no/such/folder/states', 3, false), ROWS, 0, 1)).toThrow(
      /cannot open \/no\/such\/folder\/states: ENOENT/,
    );
    inFolder((folder) => {
      const arena = createArena(path.join(folder, 'states'), 3, false);
      appendStates(arena, ROWS, 0, 4);
      truncateSync(arena.file, 40);
      expect(() => readStates(arena, 0, 4, new Int32Array(12))).toThrow('it ends at byte 40');
      closeArena(arena);
    });
  });

  it('tells a full disk from other troubles, and counts nothing as written then', () => {
    const arena = createArena('/dev/full', 3, false);
    const problem = (() => {
      try {
        appendStates(arena, ROWS, 0, 4);
        return null;
      } catch (error) {
        return error;
      }
    })();
    expect(problem).toBeInstanceOf(DiskError);
    expect(problem).toMatchObject({ full: true });
    expect(arena).toMatchObject({ count: 0, checksum: 0 });
    expect(new DiskError('read', arena, new Error('no'))).toMatchObject({ full: false });
  });
});
