import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { anyModel } from '../testing/models.ts';
import { explored, outcomeOn } from '../testing/run.ts';
import { square } from '../testing/square.ts';
import type { SearchOptions } from './progress.ts';

/** Random spaces can be large: both stop at the same state, which is a test of its own. */
const MOST = { maxStates: 150 };
const RUNS = { numRuns: 90 };

function compare(model: Model, options: SearchOptions): void {
  const found = explored(model, outcomeOn(model, options));
  const expected = exploreNaively(model, options);
  // What is not reached is only known of whole spaces.
  const known = expected.verdict === 'holds' || expected.verdict === 'unreached' || options.all;
  expect(found).toEqual({ ...expected, unreached: known ? expected.unreached : found.unreached });
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

describe('a space of many batches and more than one segment of the store', () => {
  const SIDE = 140;
  const whole = square(SIDE);
  const at = (state: unknown) => state as { x: number; y: number };
  const property = (kind: 'always' | 'step', x: number, y: number): Property => {
    const isElsewhere = (state: unknown) => at(state).x !== x || at(state).y !== y;
    const named = { name: `${kind} ${x}, ${y}`, claim: '' };
    return kind === 'always'
      ? { kind, ...named, holds: isElsewhere }
      : { kind, ...named, holds: (_, after) => isElsewhere(after) };
  };

  it.each<[string, SearchOptions, Property[]]>([
    ['whole', {}, []],
    ['a state in the middle', {}, [property('always', 81, 40)]],
    ['a step in the middle', {}, [property('step', 40, 81)]],
    ['a state and a step', {}, [property('always', 50, 51), property('step', 50, 50)]],
    ['near the end, in all', { all: true }, [property('always', 139, 120), property('step', 3, 4)]],
    ['a limit of states', { maxStates: 16_400 }, []],
    ['a limit of depth', { maxDepth: 200 }, []],
  ])('%s', (_, options, properties) => compare({ ...whole, properties }, options));
});

describe('many initial states', () => {
  const schema = record({ n: int(0, 2000) });
  const model = (most: number): Model => ({
    name: 'many',
    state: schema,
    initial: Array.from({ length: 1500 }, (_, n) => ({ n: (n * 7) % 1000 })),
    actions: [],
    properties: [
      { kind: 'always', name: 'small', claim: '', holds: (s) => (s as { n: number }).n < most },
    ],
    deadlock: 'allowed',
  });

  it.each([[2000], [999], [500]])('below %i', (most) => {
    compare(model(most), {});
    compare(model(most), { all: true });
    compare(model(most), { maxStates: 700 });
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
