import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { counting, countingSchema, type Parts } from '../testing/counting.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { anyModel } from '../testing/models.ts';
import { square } from '../testing/square.ts';
import { wrongWith } from '../testing/trace.ts';
import { type Simulated, simulated } from './outcome.ts';
import {
  advanceSimulation,
  createSimulation,
  type SimulationOptions,
  stopSimulation,
} from './simulation.ts';

const RUNS = { numRuns: 90 };
/** Small enough to be explored naively, and by the search for shortcuts. */
const small = (properties: number): fc.Arbitrary<Model> =>
  anyModel(properties).filter(
    (model) => exploreNaively(model, { maxStates: 150, all: true }).limit === null,
  );

function simulate(model: Model, options: Partial<SimulationOptions> = {}, slice = 1000): Simulated {
  const simulation = createSimulation(model, { walks: 20, depth: 15, seed: 1, ...options });
  while (!advanceSimulation(simulation, slice));
  return simulated(simulation);
}

const nameOf = ({ finding }: Simulated): string | null =>
  finding?.kind === 'violated' ? finding.property.name : null;

describe('what random walks find', () => {
  it('is true, and in a small space the shortest trace of that property', () => {
    let found = 0;
    fc.assert(
      fc.property(small(4), fc.nat(), (model, seed) => {
        const outcome = simulate(model, { seed });
        expect(['violated', 'deadlock', 'incomplete']).toContain(outcome.verdict);
        if (outcome.finding === null) return;
        found += 1;
        expect(wrongWith(model, outcome.finding)).toBe(null);
        const { findings } = exploreNaively(model, { all: true });
        const shortest = findings.find(({ property }) => property === nameOf(outcome));
        expect(outcome.finding.trace).toHaveLength(shortest?.length ?? Number.NaN);
        expect(outcome.walkedSteps).toBeGreaterThanOrEqual(outcome.finding.trace.length - 1);
      }),
      RUNS,
    );
    // Three models in ten, as they are drawn.
    expect(found).toBeGreaterThan(0);
  });

  it('is there whenever a model of a few states has something to find', () => {
    const broken = small(3).filter((model) => {
      const { verdict, counts } = exploreNaively(model);
      return (verdict === 'violated' || verdict === 'deadlock') && counts.depth <= 3;
    });
    fc.assert(
      fc.property(broken, (model) => {
        expect(simulate(model, { walks: 500 }).finding).not.toBe(null);
      }),
      { numRuns: 60 },
    );
  });

  it('is never said to hold, and what was not seen is not said to be unreachable', () => {
    fc.assert(
      fc.property(small(2), (model) => {
        const { verdict, unreached } = exploreNaively(model, { all: true });
        const outcome = simulate(model);
        if (verdict === 'holds' || verdict === 'unreached')
          expect(outcome.verdict).toBe('incomplete');
        const unseen = outcome.unseen.map(({ name }) => name);
        for (const name of unreached) expect(unseen).toContain(name);
      }),
      RUNS,
    );
  });
});

describe('a seed', () => {
  it('decides everything, whatever the slices', () => {
    fc.assert(
      fc.property(small(3), fc.nat(), (model, seed) => {
        const [once, again, bySteps] = [1000, 1000, 1].map((slice) =>
          simulate(model, { seed }, slice),
        );
        expect(again).toEqual(once);
        expect(bySteps).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });

  it('leads to other walks than another one', () => {
    const steps = (seed: number) => simulate(square(9), { seed, walks: 1, depth: 9 });
    const corner = propertiesOf(square(9).state).sometimes('right', {
      claim: '',
      holds: (state) => (state as { x: number }).x === 6,
    });
    const model = { ...square(9), properties: [corner] };
    const seen = Array.from({ length: 60 }, (_, seed) =>
      simulate(model, { seed, walks: 1, depth: 9 }),
    ).map(({ unseen }) => unseen.length);
    expect(new Set(seen)).toEqual(new Set([0, 1]));
    expect(steps(1).counts).toEqual({ walks: 1, steps: 8, states: 17 });
  });
});

describe('a walk', () => {
  const schema = record({ n: int(0, 40) });
  const { always, step } = propertiesOf(schema);
  const line = (properties: readonly Property[], deadlock: 'allowed' | 'forbidden' = 'allowed') =>
    defineModel({
      name: 'line',
      state: schema,
      initial: [{ n: 0 }],
      actions: [
        actionsOn(schema)('Next', {
          parameters: { by: int(0, 1) },
          when: { 'there is room': ({ n }, { by }) => n + by <= 40 && n < 40 },
          effect: (draft, { by }) => {
            draft.n += by;
          },
        }),
      ],
      properties,
      deadlock,
    });
  const below = (most: number) => always('below', { claim: '', holds: ({ n }) => n < most });

  it('visits as many states as it may, and no more', () => {
    expect(simulate(line([]), { walks: 7, depth: 1 }).counts).toEqual({
      walks: 7,
      steps: 0,
      states: 7,
    });
    expect(simulate(line([]), { walks: 7, depth: 4 }).counts).toEqual({
      walks: 7,
      steps: 21,
      states: 49,
    });
  });

  it('sees what is wrong in an initial state', () => {
    const { finding, walkedSteps } = simulate(line([below(0)]), { depth: 1 });
    expect(finding?.trace).toHaveLength(1);
    expect(walkedSteps).toBe(0);
  });

  it('sees what is wrong with any successor, also one that it does not go to', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(simulate(line([below(1)]), { seed, walks: 1, depth: 2 }).finding?.trace).toHaveLength(
        2,
      );
  });

  it('ends at a deadlock, where that is forbidden', () => {
    const outcome = simulate(line([], 'forbidden'), { walks: 1, depth: 500 });
    expect(outcome).toMatchObject({ verdict: 'deadlock', counts: { walks: 1 } });
    expect(outcome.finding?.trace).toHaveLength(41);
    expect(outcome.walkedSteps).toBeGreaterThan(41);
    expect(simulate(line([]), { walks: 3, depth: 500 })).toMatchObject({
      verdict: 'incomplete',
      counts: { walks: 3 },
    });
  });

  it('judges steps', () => {
    const property = step('not from 7 to 8', {
      claim: '',
      holds: (before, after) => before.n !== 7 || after.n !== 8,
      because: (before) => `it was at ${before.n}`,
    });
    const { finding } = simulate(line([property]), { depth: 60 });
    expect(finding).toMatchObject({ kind: 'violated', because: 'it was at 7' });
    expect(finding?.trace).toHaveLength(9);
  });

  it('stopped while its trace is made shorter, gives the trace that it has', () => {
    const simulation = createSimulation(line([below(30)]), { walks: 9, depth: 200, seed: 1 });
    while (simulation.found === null) advanceSimulation(simulation, 1000);
    advanceSimulation(simulation, 1);
    stopSimulation(simulation, 'timeout');
    const outcome = simulated(simulation);
    expect(outcome).toMatchObject({ verdict: 'violated', limit: 'timeout' });
    expect(outcome.finding?.trace.length).toBeGreaterThan(31);
    expect(outcome.finding && wrongWith(simulation.model, outcome.finding)).toBe(null);
  });

  it('stopped before it found anything, says so', () => {
    const simulation = createSimulation(line([]), { walks: 9, depth: 200, seed: 1 });
    expect(() => simulated(simulation)).toThrow('not over');
    advanceSimulation(simulation, 30);
    stopSimulation(simulation, 'interrupted');
    expect(advanceSimulation(simulation, 10)).toBe(true);
    expect(simulated(simulation)).toMatchObject({
      verdict: 'incomplete',
      limit: 'interrupted',
      counts: { walks: 1 },
    });
  });
});

describe('a model that is at fault', () => {
  const { always } = propertiesOf(countingSchema);
  let calls = 0;
  it.each<[string, Parts, RegExp]>([
    [
      'an effect out of its domain',
      {
        effect: (draft) => {
          draft.n += 7;
        },
      },
      /leaves the domain: n is 6\d/,
    ],
    [
      'a guard that throws',
      {
        guard: ({ n }) => {
          if (n > 3) throw new Error('boom');
          return true;
        },
      },
      /'under test' .*boom/,
    ],
    [
      'a property that throws',
      {
        properties: [
          always('P', {
            claim: '',
            holds: () => {
              throw new Error('boom');
            },
          }),
        ],
      },
      /property P threw Error: boom/,
    ],
    ['a guard that counts', { guard: () => calls++ % 3 !== 0 }, /condition 'under test'|Count/],
    [
      'an effect by chance',
      {
        effect: (draft) => {
          draft.spare = { id: calls++ % 9 };
        },
      },
      /Count/,
    ],
    [
      'a property that counts',
      { properties: [always('P', { claim: '', holds: () => calls++ < 1000 })] },
      /property P|not pure/,
    ],
  ])('is invalid: %s', (_, parts, why) => {
    calls = 0;
    const outcome = simulate(counting(parts), { depth: 100 });
    expect(outcome).toMatchObject({ verdict: 'invalid-model', finding: null });
    expect(outcome.invalid?.message).toMatch(why);
  });

  it('is invalid for an initial state outside its domain', () => {
    const model = { ...counting({}), initial: [{ ...(counting({}).initial[0] as object), n: 61 }] };
    expect(simulate(model)).toMatchObject({
      verdict: 'invalid-model',
      invalid: { path: 'n', trace: [] },
      counts: { walks: 0 },
    });
  });

  it('shows the way to the fault', () => {
    const outcome = simulate(
      counting({
        guard: ({ n }) => {
          if (n > 3) throw new Error('boom');
          return true;
        },
      }),
    );
    expect(outcome.invalid?.trace.at(-1)?.state).toMatchObject({ n: 4 });
  });

  it('shows the way to the state in which a property throws, and counts as if it was violated', () => {
    const simulated = (beyond: () => boolean) => {
      const holds = ({ n }: { readonly n: number }): boolean => n <= 3 || beyond();
      return simulate(counting({ properties: [always('P', { claim: '', holds })] }));
    };
    const throwing = simulated(() => {
      throw new Error('boom');
    });
    expect(throwing.invalid?.trace.at(-1)?.state).toMatchObject({ n: 4 });
    expect(throwing.counts).toEqual(simulated(() => false).counts);
  });
});
