import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../system/model.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { anyModel } from '../testing/models.ts';
import { explored, outcomeOn } from '../testing/run.ts';
import type { SearchOptions } from './progress.ts';

/** Random spaces can be large: both stop at the same state, which is a test of its own. */
const MOST = { maxStates: 150 };
const RUNS = { numRuns: 200 };

function compare(model: Model, options: SearchOptions): void {
  const found = explored(model, outcomeOn(model, options));
  const expected = exploreNaively(model, options);
  // What is left to expand has a test of its own; what is not reached is only known of whole spaces.
  const { frontier: _, ...counts } = expected.counts;
  const known = expected.verdict === 'holds' || expected.verdict === 'unreached' || options.all;
  expect(found).toMatchObject({
    ...expected,
    counts,
    unreached: known ? expected.unreached : found.unreached,
  });
}

describe('the search finds what the reference explorer finds', () => {
  it('in the whole space', () => {
    fc.assert(
      fc.property(anyModel(0), (model) => compare(model, MOST)),
      RUNS,
    );
  });

  it('up to the first violated property', () => {
    fc.assert(
      fc.property(anyModel(3), (model) => compare(model, MOST)),
      RUNS,
    );
  });

  it('of every property, when all are asked for', () => {
    fc.assert(
      fc.property(anyModel(4), (model) => compare(model, { ...MOST, all: true })),
      RUNS,
    );
  });

  it('up to a depth', () => {
    fc.assert(
      fc.property(anyModel(2), fc.integer({ min: 1, max: 5 }), (model, maxDepth) =>
        compare(model, { ...MOST, maxDepth, all: true }),
      ),
      RUNS,
    );
  });

  it('up to any number of states', () => {
    fc.assert(
      fc.property(anyModel(2), fc.integer({ min: 0, max: 60 }), (model, maxStates) =>
        compare(model, { maxStates }),
      ),
      RUNS,
    );
  });
});

describe('what is left to expand', () => {
  it('is counted as if the search had stopped at once', () => {
    fc.assert(
      fc.property(anyModel(2), fc.integer({ min: 1, max: 60 }), (model, maxStates) => {
        const { counts } = outcomeOn(model, { maxStates });
        expect(counts.frontier).toBe(exploreNaively(model, { maxStates }).counts.frontier);
      }),
      RUNS,
    );
  });
});

describe('slices', () => {
  it('of one state, seven, or all at once end alike', () => {
    fc.assert(
      fc.property(anyModel(3), fc.boolean(), (model, all) => {
        const [one, seven, whole] = [1, 7, 1e6].map((slice) =>
          outcomeOn(model, { ...MOST, all }, slice),
        );
        expect(one).toEqual(whole);
        expect(seven).toEqual(whole);
      }),
      RUNS,
    );
  });
});
