/** The orders against the reference explorer: the same space and verdicts, however it is walked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { anyModel } from '../testing/models.ts';
import { explored, outcomeOn } from '../testing/run.ts';
import { square } from '../testing/square.ts';
import { wrongWith } from '../testing/trace.ts';
import { createSearch } from './search.ts';

const DEPTH_FIRST = { order: 'depth-first' } as const;
const DEEPENING = { order: 'iterative-deepening' } as const;
const MOST = { maxStates: 150 };
const RUNS = { numRuns: 90 };

describe('depth-first', () => {
  it('visits the whole space: the same verdict and counts, but for the depth', () => {
    const whole = anyModel(3).filter((model) => {
      const { limit, findings } = exploreNaively(model, MOST);
      return limit === null && findings.length === 0;
    });
    fc.assert(
      fc.property(whole, (model) => {
        const found = explored(model, outcomeOn(model, DEPTH_FIRST));
        const expected = exploreNaively(model);
        expect(found.counts.depth).toBeGreaterThanOrEqual(expected.counts.depth);
        const { depth } = found.counts;
        expect(found).toEqual({ ...expected, counts: { ...expected.counts, depth } });
      }),
      RUNS,
    );
  });

  it('finds every property that is violated, each with a true trace, none too short', () => {
    const small = anyModel(4).filter((model) => exploreNaively(model, MOST).limit === null);
    fc.assert(
      fc.property(small, fc.boolean(), (model, all) => {
        const outcome = outcomeOn(model, { ...DEPTH_FIRST, all });
        const shortest = exploreNaively(model, { all: true }).findings;
        const names = outcome.findings.map((finding) =>
          finding.kind === 'deadlock' ? null : finding.property.name,
        );
        if (all) expect(new Set(names)).toEqual(new Set(shortest.map(({ property }) => property)));
        else expect(names).toHaveLength(Math.min(1, shortest.length));
        for (const [nth, finding] of outcome.findings.entries()) {
          expect(wrongWith(model, finding)).toBe(null);
          const least = shortest.find(({ property }) => property === names[nth])?.length;
          expect(finding.trace.length).toBeGreaterThanOrEqual(least ?? Number.POSITIVE_INFINITY);
          expect(finding.trace.length).toBeLessThanOrEqual(outcome.counts.depth + 1);
        }
        expect(outcome.shortest).toBe(false);
      }),
      RUNS,
    );
  });

  it('is incomplete when a limit cut it short, and never says that it holds', () => {
    fc.assert(
      fc.property(anyModel(2), fc.integer({ min: 0, max: 60 }), (model, maxStates) => {
        const outcome = outcomeOn(model, { ...DEPTH_FIRST, maxStates });
        const whole = exploreNaively(model, { maxStates: 61, all: true });
        expect(outcome.counts.distinct).toBeLessThanOrEqual(maxStates);
        if (whole.counts.distinct > maxStates && outcome.findings.length === 0)
          expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-states' });
      }),
      RUNS,
    );
  });

  it('goes down one path to its end before it tries another', () => {
    // From 1 a way round leads straight to the end; the violation is on the long way.
    const schema = record({ n: int(0, 99) });
    const model = defineModel({
      name: 'path',
      state: schema,
      initial: [{ n: 0 }],
      actions: [
        actionsOn(schema)('Next', {
          when: { 'there is room': ({ n }) => n < 99 },
          effect: (draft) => {
            draft.n += 1;
          },
        }),
        actionsOn(schema)('Skip', {
          when: { 'at the start': ({ n }) => n === 1 },
          effect: (draft) => {
            draft.n = 99;
          },
        }),
      ],
      properties: [
        {
          kind: 'always',
          name: 'below 98',
          claim: '',
          holds: (s) => (s as { n: number }).n !== 98,
        },
      ],
      deadlock: 'allowed',
    });
    const deep = outcomeOn(model, DEPTH_FIRST);
    expect(deep.findings[0]?.trace).toHaveLength(99);
    expect(deep.counts).toEqual({ distinct: 100, transitions: 99, depth: 99, frontier: 2 });
    expect(outcomeOn({ ...model, properties: [] }, DEPTH_FIRST).counts).toEqual({
      distinct: 100,
      transitions: 100,
      depth: 99,
      frontier: 0,
    });
  });

  it('has room for paths of any length, within the memory allowed', () => {
    // A path of 5001 states, and beside each of them two more, to be visited on the way back.
    const schema = record({ n: int(0, 5000), beside: int(0, 2) });
    const action = actionsOn(schema);
    const comb = defineModel({
      name: 'comb',
      state: schema,
      initial: [{ n: 0, beside: 0 }],
      actions: [
        action('Next', {
          when: { 'there is room': ({ n, beside }) => n < 5000 && beside === 0 },
          effect: (draft) => {
            draft.n += 1;
          },
        }),
        action('Aside', {
          when: { 'there is room': ({ beside }) => beside < 2 },
          effect: (draft) => {
            draft.beside += 1;
          },
        }),
      ],
      deadlock: 'allowed',
    });
    const whole = { distinct: 15_003, transitions: 15_002, depth: 5003, frontier: 0 };
    expect(outcomeOn(comb, DEPTH_FIRST).counts).toEqual(whole);
    const end = outcomeOn({ ...comb, deadlock: 'forbidden' }, DEPTH_FIRST).findings[0];
    expect(end?.trace).toHaveLength(5003);
    const { counts } = outcomeOn(square(140), DEPTH_FIRST);
    expect(counts).toMatchObject({ distinct: 19_600, transitions: 38_920, frontier: 0 });
    const cut = outcomeOn(square(400), { ...DEPTH_FIRST, maxBytes: 1_000_000 });
    expect(cut).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
    expect(cut.storeBytes).toBeLessThanOrEqual(1_000_000);
  });

  it('refuses a largest depth', () => {
    expect(() => createSearch(square(5), { ...DEPTH_FIRST, maxDepth: 3 })).toThrow(RangeError);
  });
});

describe('iterative deepening', () => {
  it.each([1, 7, 1e6])('has the very outcome of breadth-first, in slices of %i', (slice) => {
    fc.assert(
      fc.property(
        anyModel(3),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        fc.option(fc.integer({ min: 1, max: 5 }), { nil: Number.POSITIVE_INFINITY }),
        (model, all, maxStates, maxDepth) => {
          const options = { all, maxStates, maxDepth };
          const found = outcomeOn(model, { ...options, ...DEEPENING }, slice);
          const { storeBytes: _, ...expected } = outcomeOn(model, options);
          expect(found).toMatchObject(expected);
          const reference = exploreNaively(model, options);
          expect(explored(model, found).findings).toEqual(reference.findings);
        },
      ),
      RUNS,
    );
  });

  it('goes only down: not across to a state whose turn comes later', () => {
    // Level by level: 0, then 1 2, then 3 4 5, then 6 7, then 8 9; and across from 3 to 5.
    const edges = [[1, 2], [3], [4, 5], [5], [6], [7], [8], [9], [], []];
    const schema = record({ n: int(0, 9) });
    const model = defineModel({
      name: 'graph',
      state: schema,
      initial: [{ n: 0 }],
      actions: [
        actionsOn(schema)('Go', {
          parameters: { to: int(0, 9) },
          when: { 'there is an edge': ({ n }, { to }) => edges[n]?.includes(to) === true },
          effect: (draft, { to }) => {
            draft.n = to;
          },
        }),
      ],
      properties: [
        { kind: 'always', name: 'below 8', claim: '', holds: (s) => (s as { n: number }).n < 8 },
      ],
      deadlock: 'allowed',
    });
    const way = outcomeOn(model, DEEPENING).findings[0]?.trace.map(
      ({ state }) => (state as { n: number }).n,
    );
    expect(way).toEqual([0, 2, 4, 6, 8]);
  });

  it('of a space with many levels and more than one segment of the store', () => {
    const { counts } = outcomeOn(square(140), DEEPENING);
    expect(counts).toEqual({ distinct: 19_600, transitions: 38_920, depth: 279, frontier: 0 });
  });

  it('sees that a step does not lead where it led before', () => {
    let calls = 0;
    const schema = record({ n: int(0, 9), m: int(0, 2000) });
    const model = defineModel({
      name: 'impure',
      state: schema,
      initial: [{ n: 0, m: 0 }],
      actions: [
        actionsOn(schema)('Next', {
          when: { 'there is room': ({ n }) => n < 9 },
          effect: (draft) => {
            calls += 1;
            draft.n += 1;
            draft.m = calls % 2000;
          },
        }),
      ],
      deadlock: 'allowed',
    });
    const outcome = outcomeOn(model, DEEPENING);
    expect(outcome.verdict).toBe('invalid-model');
    expect(outcome.invalid?.message).toContain('not pure');
  });
});
