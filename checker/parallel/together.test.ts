/** A team finds exactly what one worker finds, in every shape: verdicts, counts, traces, samples, faults. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchOptions } from '../search/progress.ts';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';
import { anyModel } from '../testing/models.ts';
import { searchedTogether, type TeamShape } from '../testing/together.ts';

const RUNS = { numRuns: 250 };

const anyShape: fc.Arbitrary<TeamShape> = fc.record({
  members: fc.integer({ min: 1, max: 4 }),
  alone: fc.nat({ max: 20 }),
  parents: fc.integer({ min: 1, max: 12 }),
  successors: fc.integer({ min: 1, max: 40 }),
});

function compare(model: Model, options: SearchOptions, shape: TeamShape): void {
  const alone = createSearch(model, options);
  while (!advance(alone, 1000));
  const together = searchedTogether(model, options, shape);
  // One worker has looked a little further than the state or step that ends the search.
  const isWhole = alone.sightings.length === 0;
  if (isWhole) expect(together.samples).toEqual(alone.samples);
  const { storeBytes: _, unreached, ...expected } = outcomeOf(alone);
  const { storeBytes: __, unreached: found, ...outcome } = outcomeOf(together);
  expect(outcome).toEqual(expected);
  if (isWhole) expect(found).toEqual(unreached);
}

describe('a team finds what one worker finds', () => {
  it('in the whole space', () => {
    fc.assert(
      fc.property(anyModel(0), anyShape, (model, shape) =>
        compare(model, { maxStates: 400 }, shape),
      ),
      RUNS,
    );
  });

  it('up to the first violated property', () => {
    fc.assert(
      fc.property(anyModel(3), anyShape, (model, shape) =>
        compare(model, { maxStates: 400 }, shape),
      ),
      RUNS,
    );
  });

  it('of every property, when all are asked for', () => {
    fc.assert(
      fc.property(anyModel(4), anyShape, (model, shape) =>
        compare(model, { maxStates: 400, all: true }, shape),
      ),
      RUNS,
    );
  });

  it('up to a depth, and any number of states', () => {
    fc.assert(
      fc.property(
        anyModel(2),
        anyShape,
        fc.integer({ min: 1, max: 6 }),
        fc.nat({ max: 80 }),
        (model, shape, maxDepth, maxStates) =>
          compare(model, { maxDepth, maxStates, all: true }, shape),
      ),
      RUNS,
    );
  });
});
