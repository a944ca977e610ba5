/** A simulation that others have walked ahead of ends as it does alone, however far they got. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { anyModel } from '../testing/models.ts';
import { faulty, moodyProperties, schema } from '../testing/moody.ts';
import { BLOCK, createAhead, handOver, nextBlock, rowReached } from './ahead.ts';
import { simulated } from './outcome.ts';
import { walkAhead } from './scout.ts';
import { advanceSimulation, createSimulation, type Simulation } from './simulation.ts';

const WALKS = 5 * BLOCK + 7;

/** @param scouts which of the other threads walk ahead; none of them the simulation's own blocks */
function simulate(model: Model, seed: number, members: number, scouts: number[]): Simulation {
  const options = { walks: WALKS, depth: 12, seed };
  const simulation = createSimulation(model, options);
  simulation.ahead = createAhead(model, members);
  for (const id of scouts) walkAhead(model, options, simulation.ahead, id);
  while (!advanceSimulation(simulation, 100));
  return simulation;
}

function compare(model: Model, seed: number, members: number, scouts: number[]): Simulation {
  const alone = simulate(model, seed, 1, []);
  const together = simulate(model, seed, members, scouts);
  expect(together.samples).toEqual(alone.samples);
  expect(together.places).toEqual(alone.places);
  expect(together.expanded).toBe(alone.expanded);
  expect(simulated(together)).toEqual(simulated(alone));
  return alone;
}

const anyScouts = fc.integer({ min: 2, max: 4 }).chain((members) =>
  fc.record({
    members: fc.constant(members),
    scouts: fc.subarray(Array.from({ length: members - 1 }, (_, nth) => nth + 1)),
  }),
);

describe('a simulation that others walk ahead of', () => {
  it('finds what it finds alone', () => {
    let found = 0;
    fc.assert(
      fc.property(anyModel(6), fc.nat(), anyScouts, (model, seed, { members, scouts }) => {
        if (compare(model, seed, members, scouts).found !== null) found += 1;
      }),
      { numRuns: 60 },
    );
    // Three models in ten, as they are drawn: that none of sixty breaks does not happen by chance.
    expect(found).toBeGreaterThan(0);
  });

  it('asks what it asks alone, of properties that throw, break and are seen', () => {
    let blamed = 0;
    fc.assert(
      fc.property(moodyProperties, fc.nat(), anyScouts, (properties, seed, { members, scouts }) => {
        const model = { ...faulty({}, properties), deadlock: 'allowed' as const };
        if (compare(model, seed, members, scouts).fault !== null) blamed += 1;
      }),
      { numRuns: 200 },
    );
    expect(blamed).toBeGreaterThan(20);
  });

  it('sees what only others have seen', () => {
    const corner = propertiesOf(schema).sometimes('in a corner', {
      claim: '',
      holds: ({ x, y }) => x === 8 && y === 0,
    });
    const model = { ...faulty({}, [corner]), deadlock: 'allowed' as const };
    let seen = 0;
    for (let seed = 0; seed < 40; seed++)
      if (compare(model, seed, 2, [1]).claims.unseen.length === 0) seen += 1;
    expect(seen).toBeGreaterThan(5);
  });

  it('counts most walks without walking them', () => {
    const model = faulty({}, []);
    let asked = 0;
    const [action] = model.actions;
    if (action === undefined) throw new Error('there is no action');
    const counted: Model = {
      ...model,
      deadlock: 'allowed',
      actions: model.actions.map((one) => ({
        ...one,
        effect: (draft: unknown, parameters: unknown) => {
          asked += 1;
          one.effect(draft, parameters);
        },
      })),
    };
    const options = { walks: WALKS, depth: 12, seed: 1 };
    const simulation = createSimulation(counted, options);
    simulation.ahead = createAhead(counted, 2);
    walkAhead(counted, options, simulation.ahead, 1);
    asked = 0;
    while (!advanceSimulation(simulation, 100));
    const withHelp = asked;
    asked = 0;
    const alone = createSimulation(counted, options);
    while (!advanceSimulation(alone, 100));
    expect(withHelp).toBeLessThan(0.7 * asked);
  });
});

describe('blocks of walks', () => {
  it('fall to the threads in turn, and none that the simulation has come to', () => {
    const ahead = createAhead(faulty({}, []), 3);
    expect([nextBlock(ahead, 1, 0), nextBlock(ahead, 2, 0)]).toEqual([1, 2]);
    expect([nextBlock(ahead, 1, 2), nextBlock(ahead, 2, 3)]).toEqual([4, 5]);
    expect(rowReached(ahead, 4 * BLOCK + 3)).toBe(null);
    expect([nextBlock(ahead, 1, 0), nextBlock(ahead, 2, 0)]).toEqual([7, 5]);
  });

  it('are taken for no other than they are, after as many as are kept', () => {
    const ahead = createAhead(faulty({}, []), 2);
    handOver(ahead, 1);
    expect(rowReached(ahead, BLOCK)).not.toBe(null);
    expect(rowReached(ahead, 3 * BLOCK)).toBe(null);
    expect(rowReached(ahead, (1 + ahead.ready.length) * BLOCK)).toBe(null);
  });
});
