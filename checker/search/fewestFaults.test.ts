/** The order by fewest faults, against a reference that knows the least (faults, steps) of all states. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { anyFaultyModel, anyGraph } from '../testing/faulty.ts';
import { type Cost, isLess, leastCosts } from '../testing/fewestFaults.ts';
import { explored, outcomeOn } from '../testing/run.ts';
import { square } from '../testing/square.ts';
import { wrongWith } from '../testing/trace.ts';
import type { Finding, Outcome } from './outcome.ts';
import { outcomeOf } from './report.ts';
import { advance, countsOf, createSearch, stopSearch } from './search.ts';

const FEWEST = { order: 'fewest-faults' } as const;
const MOST = 150;
const RUNS = { numRuns: 90 };

function costOf({ trace }: Finding): Cost {
  const faults = trace.filter(({ instance }) => instance?.action.fault === true).length;
  return { faults, steps: trace.length - 1 };
}

function nameOf(finding: Finding): string | null {
  return finding.kind === 'deadlock' ? null : finding.property.name;
}

function costsOf({ findings }: Outcome): Map<string | null, Cost> {
  return new Map(findings.map((finding) => [nameOf(finding), costOf(finding)]));
}

const anyOf: fc.Arbitrary<Model> = fc.oneof(anyFaultyModel(4), anyGraph());
const small = anyOf.filter((model) => leastCosts(model, MOST) !== null);

describe('by fewest faults', () => {
  it.each([1, 7, 1e6])('all findings have the least faults and steps, in slices of %i', (slice) => {
    fc.assert(
      fc.property(small, (model) => {
        const outcome = outcomeOn(model, { ...FEWEST, all: true }, slice);
        const expected = leastCosts(model, MOST);
        expect(outcome.invalid).toBe(null);
        expect(costsOf(outcome)).toEqual(expected?.findings);
        for (const finding of outcome.findings) expect(wrongWith(model, finding)).toBe(null);
        expect(outcome).toMatchObject({
          complete: true,
          shortest: false,
          coveredDepth: 0,
          counts: {
            distinct: expected?.distinct,
            transitions: expected?.transitions,
            depth: expected?.depth,
            frontier: 0,
          },
          faults: { most: expected?.mostFaults, covered: expected?.mostFaults },
        });
      }),
      RUNS,
    );
  });

  it('has the verdict, the counts and what was never seen of breadth-first, where it completes', () => {
    fc.assert(
      fc.property(small, (model) => {
        const found = explored(model, outcomeOn(model, { ...FEWEST, all: true }));
        const { findings, ...expected } = exploreNaively(model, { all: true });
        const { depth } = found.counts;
        expect(depth).toBeGreaterThanOrEqual(expected.counts.depth);
        // Which of several findings comes first, and names the verdict, is a matter of the order.
        const verdict = findings.length === 0 ? expected.verdict : found.verdict;
        const counts = { ...expected.counts, depth };
        expect({ ...found, findings: [] }).toEqual({ ...expected, verdict, counts, findings: [] });
      }),
      RUNS,
    );
  });

  it.each([1, 1e6])('stops at a finding with as few faults as any, in slices of %i', (slice) => {
    fc.assert(
      fc.property(small, (model) => {
        const outcome = outcomeOn(model, FEWEST, slice);
        const expected = leastCosts(model, MOST)?.findings ?? new Map<string | null, Cost>();
        const [first, ...others] = outcome.findings;
        expect(others).toEqual([]);
        if (first === undefined) {
          expect(expected.size).toBe(0);
          return;
        }
        expect(wrongWith(model, first)).toBe(null);
        const cost = costOf(first);
        expect(cost).toEqual(expected.get(nameOf(first)));
        expect(outcome.faults?.covered).toBe(cost.faults - 1);
        // As breadth-first, it sees that nothing is enabled in a state one level after the state itself.
        for (const [name, other] of expected)
          expect(isLess({ ...other, steps: other.steps + (name === null ? 1 : 0) }, cost)).toBe(
            false,
          );
      }),
      RUNS,
    );
  });

  it('claims to have covered no more than it has when the number of states is limited', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 60 }), (model, maxStates) => {
        const outcome = outcomeOn(model, { ...FEWEST, all: true, maxStates });
        const { distinct = 0, findings = new Map<string | null, Cost>() } =
          leastCosts(model, MOST) ?? {};
        expect(outcome.counts.distinct).toBe(Math.min(distinct, maxStates));
        if (distinct > maxStates) expect(outcome.limit).toBe('max-states');
        if (outcome.findings.length === 0 && outcome.limit !== null)
          expect(outcome.verdict).toBe('incomplete');
        const found = costsOf(outcome);
        for (const [name, cost] of found) expect(cost).toEqual(findings.get(name));
        for (const [name, { faults }] of findings)
          if (!found.has(name)) expect(faults).toBeGreaterThan(outcome.faults?.covered ?? 0);
      }),
      RUNS,
    );
  });

  it('without faults is breadth-first, state by state', () => {
    const faultless = small.map((model) => ({
      ...model,
      actions: model.actions.map((action) => ({ ...action, fault: false })),
    }));
    fc.assert(
      fc.property(faultless, fc.boolean(), (model, all) => {
        const { counts, ...found } = explored(model, outcomeOn(model, { ...FEWEST, all }));
        const { counts: counted, ...expected } = explored(model, outcomeOn(model, { all }));
        expect(found).toEqual(expected);
        const { distinct, transitions, depth } = counted;
        expect(counts).toMatchObject({ distinct, transitions, depth });
      }),
      RUNS,
    );
  });

  it('goes the long way round a fault, and its trace has no fault that need not be', () => {
    // A fault leads straight to the end. So does `Next`, in ten steps; `Slip` is the same step, and a fault.
    const schema = record({ n: int(0, 10) });
    const action = actionsOn(schema);
    const isBelow = { 'below the end': ({ n }: { readonly n: number }) => n < 10 };
    const model = defineModel({
      name: 'road',
      state: schema,
      initial: [{ n: 0 }],
      actions: [
        action('Slip', {
          fault: true,
          when: isBelow,
          effect: (draft) => {
            draft.n += 1;
          },
        }),
        action('Fall', {
          fault: true,
          when: isBelow,
          effect: (draft) => {
            draft.n = 10;
          },
        }),
        action('Next', {
          when: isBelow,
          effect: (draft) => {
            draft.n += 1;
          },
        }),
      ],
      properties: [
        propertiesOf(schema).always('not at the end', { claim: '', holds: ({ n }) => n < 10 }),
      ],
      deadlock: 'allowed',
    });
    const steps = (outcome: Outcome): (string | undefined)[] | undefined =>
      outcome.findings[0]?.trace.slice(1).map(({ instance }) => instance?.action.name);
    expect(steps(outcomeOn(model))).toEqual(['Fall']);
    const long = outcomeOn(model, FEWEST);
    expect(steps(long)).toEqual(Array(10).fill('Next'));
    // No state has been expanded by faults yet.
    expect(long.counts).toEqual({ distinct: 11, transitions: 10, depth: 11, frontier: 11 });
  });

  it('has room for layers of any number and depth, within the memory allowed', () => {
    const model = square(140);
    const right = {
      ...model,
      actions: model.actions.map((action) => ({ ...action, fault: action.name === 'Right' })),
    };
    const { counts, faults } = outcomeOn(right, FEWEST);
    expect(counts).toEqual({ distinct: 19_600, transitions: 38_920, depth: 279, frontier: 0 });
    expect(faults).toEqual({ most: 139, covered: 139 });
    const cut = outcomeOn(right, { ...FEWEST, maxBytes: 500_000 });
    expect(cut).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
    expect(cut.storeBytes).toBeLessThanOrEqual(500_000);
    expect(cut.faults?.covered).toBeLessThan(139);
  });

  it('can be stopped at any state, and says what was covered then', () => {
    const model = square(12);
    const right = {
      ...model,
      actions: model.actions.map((action) => ({ ...action, fault: action.name === 'Right' })),
    };
    for (let layer = 0; layer < 12; layer++) {
      const stopped = createSearch(right, FEWEST);
      while (countsOf(stopped).distinct < 12 * layer + 1) advance(stopped, 1);
      stopSearch(stopped, 'timeout');
      const { verdict, limit, faults } = outcomeOf(stopped);
      expect({ verdict, limit }).toEqual({ verdict: 'incomplete', limit: 'timeout' });
      expect(faults).toEqual({ most: layer, covered: layer - 1 });
    }
  });

  it('knows of each action in how many states it was enabled', () => {
    fc.assert(
      fc.property(small, (model) => {
        const [fewest, breadth] = [FEWEST, {}].map((options) => {
          const search = createSearch({ ...model, properties: [] }, { ...options, all: true });
          while (!advance(search, 100));
          return search.taken;
        });
        expect(fewest).toEqual(breadth);
      }),
      RUNS,
    );
  });

  it('sees that a guard answers otherwise when it is asked again, of a fault or not', () => {
    for (const fault of [true, false]) {
      let calls = 0;
      const schema = record({ n: int(0, 60) });
      const action = actionsOn(schema);
      const move = (draft: { n: number }): void => {
        draft.n += 1;
      };
      const model = defineModel({
        name: 'sly',
        state: schema,
        initial: [{ n: 0 }],
        actions: [
          action('Sly', { fault, when: { 'not at first': () => calls++ > 0 }, effect: () => {} }),
          action('Next', {
            fault: !fault,
            when: { 'there is room': ({ n }) => n < 60 },
            effect: move,
          }),
        ],
        deadlock: fault ? 'allowed' : 'forbidden',
      });
      const { verdict, invalid } = outcomeOn(model, FEWEST);
      expect(verdict).toBe('invalid-model');
      expect(invalid?.message).toContain('the guard of Sly is not pure: 0 of its instances');
    }
  });

  it.each([{ maxDepth: 3 }, { symmetry: true }, { tally: true }])('refuses %j', (options) => {
    expect(() => createSearch(square(5), { ...FEWEST, ...options })).toThrow(RangeError);
  });
});
