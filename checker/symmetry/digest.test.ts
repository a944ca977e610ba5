import { describe, expect, it } from 'vitest';
import { identity, int, mapOf, record } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';
import { createMachine } from '../search/machine.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { slotsOf } from '../system/step.ts';
import { symmetryOf } from './canonical.ts';
import { digestsUnder } from './digest.ts';

const brokerType = identity('broker', 2);
const schema = record({ log: mapOf(brokerType, int(0, 9)) });
type State = Value<typeof schema>;
const { always, sometimes, step } = propertiesOf(schema);
const said = { claim: '' };

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
  return digestsUnder(symmetry.renamings, machine, symmetry, (noteStep) => {
    note = noteStep;
    machine.expand(-1);
    machine.batch.pending = 0;
  });
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
        step('which', { ...said, holds: (_, after) => answers[after.log.at(0 as never)] === true }),
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

  it('tells what properties say of the state, of the one after a step, and of the step', () => {
    const outcomes = [
      [3, 4],
      [5, 5],
    ];
    const [plain] = digests([1, 2], outcomes, always('any', { ...said, holds: () => true }));
    const others = [
      always('state', { ...said, holds: ({ log }) => log.at(0 as never) !== 1 }),
      sometimes('seen', { ...said, holds: ({ log }) => log.at(0 as never) !== 1 }),
      always('after', { ...said, holds: ({ log }) => log.at(0 as never) !== 5 }),
      step('step', {
        ...said,
        holds: (before, after) => before.log.at(0 as never) > after.log.at(0 as never),
      }),
      step('named', { ...said, holds: (_, __, { name }) => name !== 'Step1' }),
    ].map((property) => digests([1, 2], outcomes, property)[0]);
    for (const one of others) expect(one).not.toEqual(plain);
  });
});
