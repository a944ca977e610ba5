/** A search that goes on on disk finds what one in memory finds, in the same order. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch, stopSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';
import { anyModel } from '../testing/models.ts';
import { inFolder, searchedOnDisk } from '../testing/onDisk.ts';
import { outcomeOn } from '../testing/run.ts';
import { square } from '../testing/square.ts';
import { symmetricModel } from '../testing/symmetric.ts';
import { searchedTogether } from '../testing/together.ts';

const MOST = { maxStates: 150 };
const RUNS = { numRuns: 60 };

/** Returns whether its states moved before it was over. */
function expectSame(model: Model, options: object, slice: number, shortAt: number): boolean {
  const search = inFolder((folder) => {
    const fate = { slice, shortAt, savedAt: [], diesAt: [] };
    const found = searchedOnDisk(model, options, fate, folder);
    return { outcome: outcomeOf(found), samples: found.samples, phase: found.disk?.phase };
  });
  const inMemory = createSearch(model, options);
  while (!advance(inMemory, 1000));
  const { storeBytes: _, disk: __, ...expected } = outcomeOf(inMemory);
  expect(search.outcome).toMatchObject(expected);
  // Cut short, a search may have expanded some states more than count.
  if (expected.complete) expect(search.samples).toEqual(inMemory.samples);
  return search.phase !== 'memory';
}

describe('a search whose states move to disk at any time', () => {
  it.each([
    ['stops at the first finding', {}],
    ['finds all', { all: true }],
    ['stops at a depth', { all: true, maxDepth: 4 }],
  ])('%s as in memory', (_, options) => {
    let moved = 0;
    fc.assert(
      fc.property(anyModel(3), fc.nat({ max: 40 }), fc.nat({ max: 5 }), (model, slice, shortAt) => {
        if (expectSame(model, { ...MOST, ...options }, slice + 1, shortAt)) moved += 1;
      }),
      RUNS,
    );
    // Three models in ten, as they are drawn.
    expect(moved).toBeGreaterThan(0);
  });

  it('reduces by symmetry as in memory', () => {
    fc.assert(
      fc.property(symmetricModel, fc.nat({ max: 5 }), (model, shortAt) => {
        expectSame(model, { ...MOST, symmetry: true }, 7, shortAt);
      }),
      RUNS,
    );
  });

  it('counts what each action led to as in memory', () => {
    fc.assert(
      fc.property(anyModel(0), fc.nat({ max: 5 }), (model, shortAt) =>
        inFolder((folder) => {
          const options = { ...MOST, tally: true };
          const fate = { slice: 5, shortAt, savedAt: [], diesAt: [] };
          const onDisk = searchedOnDisk(model, options, fate, folder);
          const inMemory = createSearch(model, options);
          while (!advance(inMemory, 1000));
          const { origins: _, ...figures } = onDisk.tally ?? { origins: null };
          expect(inMemory.tally).toMatchObject(figures);
        }),
      ),
      RUNS,
    );
  });
});

const onDisk = (folder: string, overflow = true, temporary = false) => ({
  place: { file: path.join(folder, 'states'), temporary, overflow },
});

describe('memory that is used up', () => {
  it('is kept to: the search goes on on disk, to the same counts', () => {
    const outcome = inFolder((folder) =>
      outcomeOn(square(600), { ...onDisk(folder), maxBytes: 4_000_000 }, 1000),
    );
    const { storeBytes, disk, ...inMemory } = outcomeOn(square(600));
    expect(disk).toBe(null);
    expect(storeBytes).toBeGreaterThan(4_000_000);
    expect(outcome).toMatchObject(inMemory);
    expect(outcome.storeBytes).toBeLessThanOrEqual(4_000_000);
    expect(outcome.disk?.bytes).toBeGreaterThan(2_000_000);
  });

  it('says how likely it is that a state was missed', () => {
    const { disk } = inFolder((folder) =>
      outcomeOn(square(600), { ...onDisk(folder), maxBytes: 4_000_000 }, 1000),
    );
    // Some 200,000 states are looked up on disk, twice each, among one or more fingerprints each time.
    expect(disk?.omission).toBeGreaterThan(200_000 * 2 ** -64);
    expect(disk?.omission).toBeLessThan(1e-11);
  });

  it('ends the search when fingerprints do not fit either', () => {
    const outcome = inFolder((folder) =>
      outcomeOn(square(600), { ...onDisk(folder), maxBytes: 2_000_000 }, 1000),
    );
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-memory', complete: false });
    expect(outcome.storeBytes).toBeLessThanOrEqual(2_000_000);
    const { distinct, transitions, depth } = outcome.counts;
    const same = outcomeOn(square(600), { maxStates: distinct });
    expect(same.counts).toMatchObject({ distinct, transitions, depth });
  });

  it.each([0, 300_000, 700_000])('ends it if there are only %i bytes', (maxBytes) => {
    const outcome = inFolder((folder) =>
      outcomeOn(square(600), { ...onDisk(folder), maxBytes }, 1000),
    );
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
    expect(outcome.storeBytes).toBeLessThanOrEqual(Math.max(maxBytes, 2 ** 18));
  });

  it('ends it where disk is not to be used', () => {
    const outcome = inFolder((folder) =>
      outcomeOn(square(600), { ...onDisk(folder, false), maxBytes: 4_000_000 }, 1000),
    );
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-memory', disk: null });
  });
});

describe('whatever memory is allowed', () => {
  it('a search goes to disk before it ends for want of memory', () => {
    for (let maxBytes = 1_500_000; maxBytes < 9_000_000; maxBytes += 500_000)
      inFolder((folder) => {
        const search = createSearch(square(600), { ...onDisk(folder), maxBytes });
        while (!advance(search, 1000));
        const { limit, counts, storeBytes } = outcomeOf(search);
        expect(storeBytes).toBeLessThanOrEqual(maxBytes);
        if (maxBytes > 4_000_000) expect(limit).toBe(null);
        if (limit === null) expect(counts.distinct).toBe(360_000);
        else expect([maxBytes, search.disk?.phase]).toEqual([maxBytes, 'disk']);
      });
  });
});

describe('a team', () => {
  it.each([2_000_000, 3_500_000, 4_250_000, 5_000_000])(
    'that has used up %i bytes leaves one worker to go on on disk',
    (maxBytes) => {
      const shape = {
        members: 2,
        alone: 1000,
        slices: 4,
        parents: 50,
        successors: 1000,
        late: 1,
        seed: 5,
      };
      const search = inFolder((folder) => {
        const options = { ...onDisk(folder), maxBytes };
        const found = searchedTogether(square(600), options, shape);
        return { outcome: outcomeOf(found), samples: found.samples, phase: found.disk?.phase };
      });
      const alone = createSearch(square(600));
      while (!advance(alone, 1000));
      const { storeBytes: _, disk: __, ...expected } = outcomeOf(alone);
      expect(search.phase).toBe('disk');
      expect(search.outcome.storeBytes).toBeLessThanOrEqual(maxBytes);
      if (maxBytes > 4_000_000) expect(search.outcome.limit).toBe(null);
      if (search.outcome.limit === null) {
        expect(search.outcome).toMatchObject(expected);
        expect(search.samples).toEqual(alone.samples);
      } else expect(search.outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
    },
  );
});

describe('a search on disk', () => {
  it('can be stopped while its states move, with a true partial verdict', () => {
    for (const slices of [0, 1, 2, 10, 40, 60])
      inFolder((folder) => {
        const search = createSearch(square(600), { ...onDisk(folder), maxBytes: 4_000_000 });
        while (search.disk?.phase === 'memory') advance(search, 1000);
        for (let slice = 0; slice < slices; slice++) advance(search, 1000);
        stopSearch(search, 'interrupted');
        const { verdict, limit, counts } = outcomeOf(search);
        expect({ verdict, limit }).toEqual({ verdict: 'incomplete', limit: 'interrupted' });
        const same = createSearch(square(600));
        while (same.head < counts.distinct - counts.frontier) advance(same, 1);
        stopSearch(same, 'interrupted');
        expect(outcomeOf(same).counts).toEqual(counts);
      });
  });

  it('leaves nothing of a temporary file', () => {
    inFolder((folder) => {
      const given = onDisk(folder, true, true);
      const outcome = outcomeOn(square(600), { ...given, maxBytes: 4_000_000 }, 1000);
      expect(outcome.verdict).toBe('holds');
      expect(outcome.disk?.bytes).toBeGreaterThan(0);
      expect(existsSync(given.place.file)).toBe(false);
    });
  });

  it('ends with a true partial verdict when nothing can be written', () => {
    const place = { file: '/no/such/folder/states', temporary: false, overflow: true };
    const outcome = outcomeOn(square(600), { place, maxBytes: 4_000_000 }, 1000);
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'disk', complete: false });
    expect(outcome.problem).toContain('/no/such/folder/states: ENOENT');
    const { distinct, transitions, depth } = outcome.counts;
    expect(distinct).toBeGreaterThan(100_000);
    const same = createSearch(square(600));
    while (same.store.count < distinct) advance(same, 1);
    stopSearch(same, 'disk');
    expect(outcomeOf(same).counts).toMatchObject({ distinct, transitions, depth });
  });

  it('does not believe a file that is damaged while it runs', () => {
    inFolder((folder) => {
      const given = onDisk(folder);
      const search = createSearch(square(600), { ...given, maxBytes: 4_000_000 });
      while (search.disk?.phase !== 'disk') advance(search, 1000);
      // States that were found earlier: rows that are true, but not of this place.
      const bytes = readFileSync(given.place.file);
      bytes.copy(bytes, 200_000, 400_000, 600_000);
      writeFileSync(given.place.file, bytes);
      while (!advance(search, 1000));
      expect(() => outcomeOf(search)).toThrow('it is damaged from byte');
    });
  });

  it('is for a search by level only', () => {
    for (const order of ['depth-first', 'iterative-deepening', 'fewest-faults'] as const)
      expect(() => createSearch(square(3), { order, ...onDisk('/tmp') })).toThrow(
        'only a breadth-first search',
      );
  });
});
