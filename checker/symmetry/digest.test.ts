import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity, int, mapOf, record } from '../schema/kinds.ts';
import type { Identity, Value } from '../schema/value.ts';
import { createMachine, type Machine } from '../search/machine.ts';
import { advance, createSearch } from '../search/search.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { type Property, propertiesOf, type Step } from '../system/property.ts';
import { slotsOf } from '../system/step.ts';
import { symmetricModel } from '../testing/symmetric.ts';
import { auditByDigest, auditSymmetry, renamingsToTry } from './audit.ts';
import { symmetryOf } from './canonical.ts';
import { digestsUnder, type TakeSteps } from './digest.ts';

const brokerType = identity('broker', 2);
const schema = record({ log: mapOf(brokerType, int(0, 9)) });
type State = Value<typeof schema>;
const { always, sometimes, step } = propertiesOf(schema);
const said = { claim: '' };
const B1 = 0 as Identity<'broker'>;
type Judge = (before: State, after: State, taken?: Step) => boolean;

/** Where each step leads from a state with these two logs, and the digests as it is and with its brokers renamed. */
function digests(logs: readonly number[], outcomes: readonly number[][], property?: Property) {
  let note: (instance: number) => void = () => undefined;
  const model = defineModel({
    name: 'logs',
    state: schema,
    initial: [{ log: logs } as unknown as State],
    deadlock: 'allowed',
    properties: property === undefined ? [] : [property],
    actions: outcomes.map((outcome, nth) =>
      actionsOn(schema)(`Step${nth}`, {
        effect: (draft) => {
          draft.log = outcome as unknown as typeof draft.log;
        },
      }),
    ),
  });
  const machine = createMachine(model, (instance) => note(instance));
  machine.loadSlots(slotsOf(schema, model.initial[0] as State));
  const symmetry = symmetryOf(schema);
  const takeSteps: TakeSteps = (noteStep) => {
    note = noteStep;
    machine.expand(-1);
    machine.batch.pending = 0;
  };
  return digestsUnder(symmetry.renamings, { machine, symmetry, takeSteps });
}

describe('the digest of a state', () => {
  it('is that of the renamed state, once renamed', () => {
    const [asItIs, renamed] = digests(
      [1, 2],
      [
        [3, 4],
        [5, 5],
        [2, 6],
      ],
    );
    const [other, back] = digests(
      [2, 1],
      [
        [6, 2],
        [4, 3],
        [5, 5],
      ],
    );
    expect(other).toEqual(renamed);
    expect(back).toEqual(asItIs);
    expect(renamed).not.toEqual(asItIs);
  });

  it.each([
    [
      'another outcome',
      [
        [3, 4],
        [5, 6],
      ],
    ],
    ['a step less', [[3, 4]]],
    [
      'a step more',
      [
        [3, 4],
        [5, 5],
        [5, 5],
      ],
    ],
    [
      'what two of its outcomes swap',
      [
        [3, 5],
        [5, 4],
      ],
    ],
  ])('tells %s', (_, outcomes) => {
    expect(digests([1, 2], outcomes)[0]).not.toEqual(
      digests(
        [1, 2],
        [
          [3, 4],
          [5, 5],
        ],
      )[0],
    );
  });

  // With the answer beside the first number in a hash, 1 that holds and 2 that does not were 2 that holds and 1 that does not.
  it.each([
    [1, 2],
    [0, 1],
    [0, 3],
  ])('tells of which steps a property holds: to %d or to %d', (one, other) => {
    const outcomes = [
      [one, 0],
      [other, 0],
    ];
    const of = (...answers: boolean[]) =>
      digests(
        [4, 4],
        outcomes,
        step('which', { ...said, holds: (_, after) => answers[after.log.at(B1)] === true }),
      )[0];
    const say = (first: boolean, second: boolean) => {
      const answers: boolean[] = [];
      answers[one] = first;
      answers[other] = second;
      return of(...answers);
    };
    const all = [say(false, false), say(false, true), say(true, false), say(true, true)];
    expect(new Set(all.map((digest) => digest?.steps)).size).toBe(4);
  });

  it.each<[string, (holds: Judge) => Property, Judge]>([
    [
      'the state',
      (holds) => always('any', { ...said, holds: (at) => holds(at, at) }),
      ({ log }) => log.at(B1) !== 1,
    ],
    [
      'the state, once',
      (holds) => sometimes('any', { ...said, holds: (at) => holds(at, at) }),
      ({ log }) => log.at(B1) !== 1,
    ],
    [
      'the one after a step',
      (holds) => always('any', { ...said, holds: (at) => holds(at, at) }),
      ({ log }) => log.at(B1) !== 5,
    ],
    [
      'a step',
      (holds) => step('any', { ...said, holds }),
      (before, after) => before.log.at(B1) > after.log.at(B1),
    ],
    [
      'its action',
      (holds) => step('any', { ...said, holds }),
      (_, __, taken) => taken?.name !== 'Step1',
    ],
  ])('tells what a property says of %s', (_, property, holds) => {
    const outcomes = [
      [3, 4],
      [5, 5],
    ];
    const [plain] = digests(
      [1, 2],
      outcomes,
      property(() => true),
    );
    expect(digests([1, 2], outcomes, property(holds))[0]).not.toEqual(plain);
  });
});

/** Judges steps by one number of the state after them, or by a parameter: individuals are not alike to it, as a rule. */
function unfair(slots: () => Int32Array, at: number, number: number): Property {
  return step('unfair', {
    ...said,
    holds: (_, __, { parameters }) =>
      at === 0 ? Object.values(parameters)[0] !== number : slots()[at - 1] !== number,
  });
}

it('digests find in a state what comparing step by step finds', () => {
  let told = 0;
  fc.assert(
    fc.property(symmetricModel, fc.nat(12), fc.nat(3), fc.nat(3), (fair, at, number, mood) => {
      const search = createSearch(fair, { symmetry: true, all: true, maxStates: 100 });
      while (!advance(search, 100));
      const slots = (): Int32Array => machine.slots;
      const properties = mood === 0 ? fair.properties : [unfair(slots, at, number)];
      let note: (instance: number) => void = () => undefined;
      const machine: Machine = createMachine({ ...fair, properties }, (taken) => note(taken));
      const takeSteps: TakeSteps = (noteStep) => {
        note = noteStep;
        machine.expand(-1);
        machine.batch.pending = 0;
      };
      const symmetry = symmetryOf(fair.state);
      for (let state = 0; state < search.store.count; state++) {
        const [one, other] = [auditSymmetry, auditByDigest].map((audit) => {
          machine.load(segmentOf(search.store, state), offsetOf(search.store, state));
          return audit({ machine, symmetry, takeSteps }, renamingsToTry(symmetry, state));
        });
        expect(other).toEqual(one);
        if (one !== null) told += 1;
      }
    }),
    { numRuns: 80 },
  );
  // One model in five, as they are drawn: that none of them is told does not happen by chance.
  expect(told).toBeGreaterThan(0);
});
