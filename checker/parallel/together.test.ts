/** A team finds exactly what one worker finds, in every shape: verdicts, counts, traces, samples, faults. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import type { SearchOptions } from '../search/progress.ts';
import { outcomeOf } from '../search/report.ts';
import { samplesThatCount } from '../search/samples.ts';
import { advance, createSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { anyModel } from '../testing/models.ts';
import { faulty, moodyProperties, type Place, schema } from '../testing/moody.ts';
import { symmetricModel } from '../testing/symmetric.ts';
import { searchedTogether, type TeamShape } from '../testing/together.ts';

const RUNS = { numRuns: 60 };

const anyShape: fc.Arbitrary<TeamShape> = fc.record({
  members: fc.integer({ min: 1, max: 4 }),
  alone: fc.nat({ max: 20 }),
  slices: fc.integer({ min: 1, max: 6 }),
  parents: fc.integer({ min: 1, max: 12 }),
  successors: fc.integer({ min: 1, max: 40 }),
  late: fc.nat({ max: 6 }),
  seed: fc.integer(),
});

function compare(model: Model, options: SearchOptions, shape: TeamShape): void {
  const alone = createSearch(model, options);
  while (!advance(alone, 1000));
  const together = searchedTogether(model, options, shape);
  // One worker has looked a little further than the state or step that ends the search.
  const isWhole =
    alone.sightings.length === 0 && alone.fault === null && alone.limit !== 'max-states';
  if (isWhole) expect(together.samples).toEqual(alone.samples);
  if (alone.fault === null) expect(samplesThatCount(together)).toEqual(samplesThatCount(alone));
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

describe('a team that reduces by symmetry', () => {
  it('finds what one worker finds that does', () => {
    fc.assert(
      fc.property(symmetricModel, anyShape, (model, shape) =>
        compare(model, { maxStates: 150, symmetry: true }, shape),
      ),
      { numRuns: 60 },
    );
  });
});

/** Where something is wrong. */
const BAD = { x: 4, y: 3 };
const isBad = ({ x, y }: Place): boolean => x === BAD.x && y === BAD.y;

const FAULTS = {
  'a guard that throws': {
    guard: (state: Place) => {
      if (isBad(state)) throw new Error('guard');
      return true;
    },
  },
  'an effect beyond the domain': { add: (state: Place) => (isBad(state) ? 100 : 1) },
  'a property that throws': {
    property: propertiesOf(schema).always('p', {
      claim: '',
      holds: (state) => {
        if (isBad(state)) throw new Error('property');
        return true;
      },
    }),
  },
  'a step property that throws': {
    property: propertiesOf(schema).step('p', {
      claim: '',
      holds: (_, after) => {
        if (isBad(after)) throw new Error('step');
        return true;
      },
    }),
  },
} as const;

/** Broken in the same level, before, at or after the fault. */
const violatedAt = (x: number, y: number): Property =>
  propertiesOf(schema).always(`not at ${x}, ${y}`, {
    claim: '',
    holds: (state) => state.x !== x || state.y !== y,
  });

describe.each(Object.keys(FAULTS) as (keyof typeof FAULTS)[])('a team meets %s', (name) => {
  it.each([
    [[]],
    [[violatedAt(3, 4)]],
    [[violatedAt(5, 2)]],
    [[violatedAt(4, 3)]],
    [[violatedAt(1, 1)]],
  ])('as one worker does (%#)', (violated) => {
    for (const all of [false, true]) {
      for (const members of [1, 2, 3]) {
        for (const parents of [1, 3, 100]) {
          const shape = { members, alone: 2, slices: 3, parents, successors: 5, late: 1, seed: 5 };
          compare(faulty(FAULTS[name], violated), { all }, shape);
        }
      }
    }
  });
});

it('a team asks no property that one worker would not ask any more', () => {
  fc.assert(
    fc.property(moodyProperties, fc.boolean(), anyShape, (properties, all, shape) =>
      compare(faulty({}, properties), { all }, shape),
    ),
    { numRuns: 1500 },
  );
});

describe('a team stops where one worker stops', () => {
  const at = (x: number, y: number, place: Place): boolean => place.x === x && place.y === y;
  const boom = (): never => {
    throw new Error('boom');
  };
  const { step, sometimes } = propertiesOf(schema);

  it.each<[string, Property[]]>([
    [
      'before a step that throws, from a state whose first successor violates a property',
      [step('p', { claim: '', holds: (_, after) => !at(4, 1, after) || boom() }), violatedAt(5, 0)],
    ],
    [
      'at a violation, before a property to be seen throws in the same state',
      [
        sometimes('p', { claim: '', holds: (state) => at(4, 3, state) && boom() }),
        violatedAt(4, 3),
      ],
    ],
  ])('%s', (_, properties) => {
    for (const members of [1, 2, 3])
      for (const parents of [1, 3, 100]) {
        const shape = { members, alone: 2, slices: 3, parents, successors: 5, late: 1, seed: 5 };
        const model = { ...faulty({}, properties), deadlock: 'allowed' as const };
        compare(model, {}, shape);
        expect(outcomeOf(searchedTogether(model, {}, shape)).verdict).toBe('violated');
      }
  });
});

it('a team does not overlook that a property gave two answers for one state', () => {
  for (const members of [1, 2, 3]) {
    let asked = 0;
    const property = propertiesOf(schema).always('fickle', {
      claim: '',
      holds: (state) => !isBad(state) || ++asked !== 1,
    });
    const shape = { members, alone: 2, slices: 3, parents: 4, successors: 5, late: 1, seed: 5 };
    const search = searchedTogether(faulty({ property }, []), {}, shape);
    expect(outcomeOf(search).invalid?.message).toContain('fickle is not pure');
  }
});

describe('a team notices that a slice is not the same when it is expanded again', () => {
  const shape = { members: 2, alone: 2, slices: 3, parents: 4, successors: 5, late: 1, seed: 5 };

  it.each([
    ['its guard holds in fewer states', { guard: (asked: number) => asked === 1 }],
    ['its effect does something else', { add: (asked: number) => (asked === 1 ? 1 : 2) }],
  ])('%s', (_, { guard, add }: { guard?: Fickle<boolean>; add?: Fickle<number> }) => {
    let asked = 0;
    const fault = {
      ...(guard && { guard: (state: Place) => !isBad(state) || guard(++asked) }),
      ...(add && { add: (state: Place) => (isBad(state) ? add(++asked) : 1) }),
    };
    const search = searchedTogether(faulty(fault, []), {}, shape);
    expect(search.fault?.fault.message).toContain('is not pure');
    expect(search.over).toBe(true);
  });

  it('unless it does not count', () => {
    let asked = 0;
    const guard = (state: Place): boolean => !isBad(state) || ++asked === 1;
    // Found before the bad state is expanded, by a team in the same round.
    for (const parents of [1, 4, 100]) {
      asked = 0;
      const search = searchedTogether(
        faulty({ guard }, [violatedAt(5, 3)]),
        {},
        { ...shape, slices: 20, parents },
      );
      expect(search.fault).toBe(null);
      expect(search.sightings).toHaveLength(1);
    }
  });
});

type Fickle<T> = (asked: number) => T;

/** Most states have one successor; every ninth has twenty, for which the room of a slice does not suffice. */
const bursts = (expanded: () => void): Model => {
  const state = record({ n: int(0, 1999) });
  const action = actionsOn(state);
  return defineModel({
    name: 'bursts',
    state,
    initial: [{ n: 1 }],
    actions: [
      action('Next', {
        effect: (draft) => {
          draft.n = (draft.n * 7 + 1) % 2000;
        },
      }),
      action('Burst', {
        parameters: { to: int(0, 19) },
        when: {
          'it is expanded': () => {
            expanded();
            return true;
          },
          'it is due': ({ n }) => n % 9 === 0,
        },
        effect: (draft, { to }) => {
          draft.n = (draft.n * 31 + to * 173) % 2000;
        },
      }),
    ],
    properties: [],
    deadlock: 'forbidden',
  });
};

const SEEDS = 50;

it('a team that has expanded slices beyond the end of a round expands them again, and not many', () => {
  let expanded = 0;
  const model = bursts(() => {
    expanded += 1;
  });
  let together = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const shape = { members: 2, alone: 2, slices: 40, parents: 6, successors: 20, late: 1, seed };
    const before = expanded;
    searchedTogether(model, {}, shape);
    together += expanded - before;
    compare(model, {}, shape);
  }
  // 11 thousand a search if rounds did not get shorter; two thousand by one worker.
  expect(together / SEEDS).toBeLessThan(9_000);
});

/** Each state has 150 successors. In one of them something is wrong, halfway through. */
const wide = (bad: number, wrong: 'a throw' | 'a deadlock' | 'a state' | 'a step'): Model => {
  const state = record({ n: int(0, 1999) });
  const action = actionsOn(state);
  const properties = propertiesOf(state);
  return defineModel({
    name: 'wide',
    state,
    initial: [{ n: 1 }],
    actions: [
      action('Jump', {
        parameters: { to: int(0, 149) },
        when: { 'it is not stuck': ({ n }) => wrong !== 'a deadlock' || n !== bad },
        effect: (draft, { to }) => {
          if (wrong === 'a throw' && draft.n === bad && to === 75) throw new Error('bad');
          draft.n = (draft.n * 31 + to * 17) % 2000;
        },
      }),
    ],
    properties: [
      properties.always('Good', { claim: '', holds: ({ n }) => wrong !== 'a state' || n !== bad }),
      properties.step('Well', {
        claim: '',
        holds: (before, _, { parameters: { to } }) =>
          wrong !== 'a step' || before.n !== bad || to !== 75,
      }),
    ],
    deadlock: 'forbidden',
  });
};

it.each(['a throw', 'a deadlock', 'a state', 'a step'] as const)(
  'a team finds %s where a slice has more successors than a batch',
  (wrong) => {
    for (let seed = 1; seed <= 12; seed++) {
      const bad = (seed * 97) % 2000;
      const shape = {
        members: 2,
        alone: 2,
        slices: 4,
        parents: 9,
        successors: 5000,
        late: 1,
        seed,
      };
      compare(wide(bad, wrong), { all: seed % 2 === 0 }, shape);
    }
  },
);
