/** The simplest of the shortest traces, against a reference that writes all of them down. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put } from '../schema/containers.ts';
import { bool, int, mapOf, record } from '../schema/kinds.ts';
import type { Finding, Outcome } from '../search/outcome.ts';
import type { Path } from '../search/trace.ts';
import { actionsOn } from '../system/action.ts';
import { actorOf } from '../system/instances.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';
import { anyActedModel, type PlainTrace, simplestNaively } from '../testing/simplest.ts';
import { wrongWith } from '../testing/trace.ts';
import { explore } from './layers.ts';
import { follow } from './reduce.ts';
import { simplest } from './simplest.ts';
import { createTerrain, type Sought, take } from './terrain.ts';

const RUNS = { numRuns: 200 };

function plainTrace(model: Model, { trace }: Finding): PlainTrace {
  const { instances } = createTerrain(model).machine;
  const taken = trace.flatMap(({ instance }) => instance ?? []);
  const nameOf = ({ action, parameters }: (typeof taken)[number]): string =>
    `${action.name} ${JSON.stringify(parameters)}`;
  const names = instances.map(nameOf);
  const actors = taken.map((instance, nth) => actorOf(instance, trace[nth]?.state));
  return {
    start: 0,
    steps: taken.map((instance) => names.indexOf(nameOf(instance))),
    faults: taken.filter(({ action }) => action.fault).length,
    turns: actors.filter((actor, nth) => nth > 0 && actor !== actors[nth - 1]).length,
  };
}

function expectSimplest(model: Model, outcome: Outcome): number {
  let compared = 0;
  for (const finding of outcome.findings) {
    const property = finding.kind === 'deadlock' ? null : finding.property;
    const expected = simplestNaively(model, property, finding.trace.length);
    expect(wrongWith(model, finding)).toBe(null);
    if (expected === undefined) continue;
    const { start: _, ...found } = plainTrace(model, finding);
    const { start: __, ...best } = expected;
    expect(found).toEqual(best);
    compared += found.turns > 0 ? 1 : 0;
  }
  return compared;
}

describe('a trace that a search by level shows', () => {
  it.each(['breadth-first', 'iterative-deepening'] as const)(
    'is the simplest of the shortest ones, %s',
    (order) => {
      let compared = 0;
      fc.assert(
        fc.property(anyActedModel(), fc.boolean(), (model, all) => {
          const outcome = outcomeOn(model, { all, order, maxStates: 1500 });
          if (outcome.findings.length > 0) expect(outcome.simplest).toBe(true);
          compared += expectSimplest(model, outcome);
        }),
        RUNS,
      );
      expect(compared).toBeGreaterThan(50);
    },
  );

  it('changes neither the counts nor the verdict', () => {
    fc.assert(
      fc.property(anyActedModel(), fc.boolean(), (model, all) => {
        const silent = model.actions.map((action) => ({ ...action, actor: null, fault: false }));
        const acted = outcomeOn(model, { all, maxStates: 1500 });
        const plain = outcomeOn({ ...model, actions: silent }, { all, maxStates: 1500 });
        const lengths = ({ findings }: Outcome): number[] =>
          findings.map(({ trace }) => trace.length);
        expect(acted.counts).toEqual(plain.counts);
        expect(acted.verdict).toEqual(plain.verdict);
        expect(lengths(acted)).toEqual(lengths(plain));
      }),
      RUNS,
    );
  });

  it('is not claimed to be the simplest in other orders', () => {
    const outcome = outcomeOn(switches(3), { order: 'depth-first' });
    expect(outcome).toMatchObject({ verdict: 'violated', shortest: false, simplest: false });
  });
});

describe('where it may not look at everything', () => {
  it('finds a path that is as short, and no less simple', () => {
    const few = fc.oneof(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 25, max: 100 }));
    let proven = 0;
    let simpler = 0;
    fc.assert(
      fc.property(anyActedModel(), few, (model, most) => {
        const terrain = createTerrain(model);
        for (const [finding, path] of firstPaths(model)) {
          const sought = soughtOf(finding);
          const found = simplest(terrain, sought, path, most);
          expect(simplest(terrain, sought, path, most)).toEqual(found);
          expect(follow(terrain, sought, found.path.start, found.path.steps)).toEqual(
            found.path.steps,
          );
          const [before, after] = [costOf(model, path), costOf(model, found.path)];
          expect(found.path.steps).toHaveLength(path.steps.length);
          expect(after).toBeLessThanOrEqual(before);
          const best = simplestNaively(model, sought, path.steps.length);
          if (!found.proven || best === undefined) continue;
          expect(found.path).toEqual({ start: best.start, steps: best.steps });
          proven += 1;
          simpler += after < before ? 1 : 0;
        }
      }),
      RUNS,
    );
    expect(proven).toBeGreaterThan(50);
    expect(simpler).toBeGreaterThan(20);
  });

  it('proves nothing of a layer that it has not found whole', () => {
    const terrain = createTerrain(switches(12));
    const sought = propertiesOf(record({ on: mapOf(int(0, 11), bool()) })).always('last off', {
      claim: '',
      holds: ({ on }) => !on.at(11),
    }) as Sought;
    const path = { start: 0, steps: [2 * 11 + 1] };
    // With one state to expand, eight may be found; it has twelve successors besides itself.
    expect(simplest(terrain, sought, path, 2)).toEqual({ path, proven: false });
    expect(simplest(terrain, sought, path, 4)).toEqual({ path, proven: true });
    const reach = { layers: 1, most: 1 };
    const { starts, targets, firstTarget } = explore(terrain, terrain.roots, sought, reach);
    expect({ starts, targets, firstTarget }).toEqual({ starts: [0], targets: [], firstTarget: [] });
  });

  it('sorts the steps of a long path by who takes them, part after part', () => {
    const model = switches(12);
    const terrain = createTerrain(model);
    const [property] = model.properties;
    const steps = Array.from({ length: 12 }, (_, nth) => 2 * nth + 1);
    const found = simplest(terrain, property as Sought, { start: 0, steps }, 2000);
    expect(found.proven).toBe(false);
    expect(costOf(model, { start: 0, steps })).toBe(11);
    expect(costOf(model, found.path)).toBe(2);
    const whole = simplest(terrain, property as Sought, { start: 0, steps }, 100_000);
    expect(whole.proven).toBe(true);
    expect(costOf(model, whole.path)).toBe(1);
  });
});

/** Switches that have to be on in the end; those with even numbers are one's business, the others another's. */
function switches(count: number): Model {
  const schema = record({ on: mapOf(int(0, count - 1), bool()) });
  const flip = actionsOn(schema)('Flip', {
    parameters: { one: int(0, count - 1), to: bool() },
    actor: (_, { one }) => (one % 2 === 0 ? 'even' : 'odd'),
    effect: ({ on }, { one, to }) => {
      put(on, one, to);
    },
  });
  const off = Array.from({ length: count }, () => false);
  return defineModel({
    name: 'switches',
    state: schema,
    initial: [{ on: off as never }],
    actions: [flip],
    properties: [
      propertiesOf(schema).always('not all on', {
        claim: '',
        holds: ({ on }) => off.some((_, one) => !on.at(one)),
      }),
    ],
    deadlock: 'allowed',
  });
}

/** The findings of a search without faults and actors: the first of the shortest paths to each. */
function firstPaths(model: Model): [Finding, Path][] {
  const silent = model.actions.map((action) => ({ ...action, actor: null, fault: false }));
  const { findings } = outcomeOn({ ...model, actions: silent }, { all: true, maxStates: 1500 });
  return findings.flatMap((finding): [Finding, Path][] => {
    const { steps } = plainTrace(model, finding);
    const sought = soughtOf(finding);
    const terrain = createTerrain(model);
    const start = terrain.roots.findIndex(
      (_, nth) => follow(terrain, sought, nth, steps)?.length === steps.length,
    );
    return start === -1 ? [] : [[finding, { start, steps }]];
  });
}

function soughtOf(finding: Finding): Sought {
  return finding.kind === 'deadlock' ? null : (finding.property as Sought);
}

function costOf(model: Model, { start, steps }: Path): number {
  const terrain = createTerrain(model);
  const { instances } = terrain.machine;
  let cost = 0;
  let before: string | null | undefined;
  let state = terrain.roots[start] as Int32Array;
  for (const step of steps) {
    const instance = instances[step];
    if (instance === undefined) throw new Error(`no instance ${step}`);
    terrain.machine.load(state, 0);
    const actor = actorOf(instance, terrain.machine.loadedView);
    cost += (instance.action.fault ? 1000 : 0) + (before === undefined || before === actor ? 0 : 1);
    before = actor;
    state = take(terrain, state, step) as Int32Array;
  }
  return cost;
}
