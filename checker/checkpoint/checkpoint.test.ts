/** A search that is saved, dies and goes on ends as one that never did. */
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';
import { anyModel } from '../testing/models.ts';
import { type Fate, inFolder, searchedOnDisk } from '../testing/onDisk.ts';
import { square } from '../testing/square.ts';
import { readCheckpoint, recordFile, statesPlace, writeCheckpoint } from './file.ts';
import { restoreSearch } from './restore.ts';
import { saveSearch } from './save.ts';

const MOST = { maxStates: 150 };
const NUMBERS = fc.array(fc.nat({ max: 12 }), { maxLength: 5 });
const anyFate: fc.Arbitrary<Fate> = fc.record({
  slice: fc.integer({ min: 1, max: 20 }),
  shortAt: fc.option(fc.nat({ max: 8 })),
  savedAt: NUMBERS,
  diesAt: NUMBERS,
});

function expectSame(model: Model, options: object, fate: Fate): void {
  const uninterrupted = createSearch(model, options);
  while (!advance(uninterrupted, 1000));
  const { storeBytes: _, disk: __, ...expected } = outcomeOf(uninterrupted);
  inFolder((folder) => {
    const search = searchedOnDisk(model, options, fate, folder);
    expect(outcomeOf(search)).toMatchObject(expected);
    // Cut short, a search may have expanded some states more than count.
    if (expected.complete) expect(search.samples).toEqual(uninterrupted.samples);
    expect(search.levelStarts).toEqual(uninterrupted.levelStarts);
  });
}

describe('a search that dies a few times, and goes on from what was saved', () => {
  it.each([
    ['stops at the first finding', {}],
    ['finds all', { all: true }],
    ['stops at a depth', { all: true, maxDepth: 4 }],
  ])('%s as if it had not', (_, options) => {
    fc.assert(
      fc.property(anyModel(3), anyFate, (model, fate) =>
        expectSame(model, { ...MOST, ...options }, fate),
      ),
      { numRuns: 70 },
    );
  });

  it('goes on with less memory, on disk, and with more, in memory again', () => {
    inFolder((folder) => {
      const place = statesPlace(folder, true);
      const small = createSearch(square(600), { place, maxBytes: 4_000_000 });
      while (small.disk?.phase !== 'disk') advance(small, 1000);
      for (let slice = 0; slice < 50; slice++) advance(small, 1000);
      saveSearch(small, folder, null);
      const { search: record } = readCheckpoint<null>(folder);
      expect(record.comparisons).toBeGreaterThan(0);
      for (const [maxBytes, phase] of [
        [4_000_000, 'disk'],
        [40_000_000, 'memory'],
      ] as const) {
        const search = restoreSearch(square(600), { place, maxBytes }, record);
        while (!advance(search, 1000));
        expect(search.disk?.phase).toBe(phase);
        const outcome = outcomeOf(search);
        expect(outcome).toMatchObject({
          verdict: 'holds',
          counts: { distinct: 360_000, transitions: 718_800, depth: 1199 },
        });
        // What may have been missed by then is still missing.
        expect(outcome.disk?.omission).toBeGreaterThanOrEqual(record.comparisons * 2 ** -64);
      }
    });
  });

  it('ends if memory is not enough even to read, and can go on with more', () => {
    inFolder((folder) => {
      const place = statesPlace(folder, true);
      const first = createSearch(square(600), { place });
      advance(first, 200_000);
      saveSearch(first, folder, null);
      const { search: record } = readCheckpoint<null>(folder);
      for (const maxBytes of [0, 600_000, 1_000_000]) {
        const search = restoreSearch(square(600), { place, maxBytes }, record);
        while (!advance(search, 1000));
        expect(outcomeOf(search)).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
      }
      const search = restoreSearch(square(600), { place }, record);
      while (!advance(search, 1000));
      expect(outcomeOf(search)).toMatchObject({ verdict: 'holds', disk: null });
    });
  });
});

describe('a space of very many levels', () => {
  it('can be saved and restored', () => {
    inFolder((folder) => {
      const place = statesPlace(folder, true);
      const search = createSearch(square(3), { place });
      saveSearch(search, folder, null);
      const { search: record } = readCheckpoint<null>(folder);
      const levelStarts = Array.from({ length: 500_000 }, (_, nth) => nth);
      const restored = restoreSearch(square(3), { place }, { ...record, levelStarts });
      expect(restored.levelStarts).toHaveLength(500_000);
    });
  });
});

describe('a checkpoint that is not as it was written', () => {
  const saved = (folder: string): void => {
    const search = createSearch(square(100), { place: statesPlace(folder, true) });
    advance(search, 3000);
    saveSearch(search, folder, 'mine');
  };
  const goOn = (folder: string): void => {
    const { search: record } = readCheckpoint<string>(folder);
    const search = restoreSearch(square(100), { place: statesPlace(folder, true) }, record);
    while (!advance(search, 1000));
    expect(outcomeOf(search)).toMatchObject({ verdict: 'holds', counts: { distinct: 10_000 } });
  };
  const states = (folder: string) => path.join(folder, 'states.bin');

  it('goes on as long as there is more behind it only', () => {
    inFolder((folder) => {
      saved(folder);
      appendFileSync(states(folder), 'more');
      expect(readCheckpoint<string>(folder).run).toBe('mine');
      goOn(folder);
    });
  });

  it.each<[string, (folder: string) => void, string]>([
    ['is gone', (folder) => rmSync(recordFile(folder)), 'ENOENT'],
    ['is not JSON', (folder) => writeFileSync(recordFile(folder), '{'), 'JSON'],
    ['is of another format', (folder) => writeFileSync(recordFile(folder), '{}'), 'format'],
    [
      'has a number changed',
      (folder) => {
        const text = readFileSync(recordFile(folder), 'utf8');
        writeFileSync(recordFile(folder), text.replace('"head":3000', '"head":2999'));
      },
      'damaged',
    ],
    ['has no states', (folder) => rmSync(states(folder)), 'ENOENT'],
    ['has too few states', (folder) => truncateSync(states(folder), 500), 'it ends at byte 500'],
    [
      'has a bit changed in a state',
      (folder) => {
        const bytes = readFileSync(states(folder));
        bytes.writeUInt8(bytes.readUInt8(4000) ^ 8, 4000);
        writeFileSync(states(folder), bytes);
      },
      'damaged',
    ],
  ])('is refused if it %s', (_, damage, message) => {
    inFolder((folder) => {
      saved(folder);
      damage(folder);
      expect(() => goOn(folder)).toThrow(message);
    });
  });

  it('is still there when a new one cannot be written', () => {
    inFolder((folder) => {
      saved(folder);
      const before = readFileSync(recordFile(folder), 'utf8');
      const search = readCheckpoint<string>(folder).search;
      rmSync(`${recordFile(folder)}.part`, { force: true });
      expect(() => writeCheckpoint(path.join(folder, 'nowhere'), { run: 'mine', search })).toThrow(
        'cannot write',
      );
      expect(readFileSync(recordFile(folder), 'utf8')).toBe(before);
    });
  });
});
