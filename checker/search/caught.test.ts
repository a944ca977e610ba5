/** An error by which a view refuses something ends the search also where the model catches it, in whichever state. */
import { expect, it } from 'vitest';
import { int, list, record } from '../schema/kinds.ts';
import type { Draft, Value } from '../schema/value.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { outcomeOn } from '../testing/run.ts';

const LAST = 20_000;
const RARE = 13_131;
const schema = record({
  n: int(0, LAST),
  epoch: int(0, 3),
  log: list(record({ a: int(0, 3), b: int(0, 3) }), 2),
});
type State = Value<typeof schema>;
type DraftState = Draft<typeof schema>;

function outcomeOf(holds: (state: State) => boolean, effect: (draft: DraftState) => void) {
  return outcomeOn(
    defineModel({
      name: 'rare',
      state: schema,
      initial: [{ n: 0, epoch: 3, log: [] }],
      deadlock: 'allowed',
      properties: [],
      actions: [
        actionsOn(schema)('Tick', {
          when: { 'there is more': ({ n }) => n < LAST, 'it may': holds },
          effect: (draft) => {
            draft.n += 1;
            effect(draft);
          },
        }),
      ],
    }),
  );
}

function catching(act: () => void): void {
  try {
    act();
  } catch {
    // As if nothing had happened.
  }
}

it.each<[string, (draft: DraftState) => void, string]>([
  ['raises an epoch beyond its domain', (draft) => (draft.epoch += 1), 'epoch is 4'],
  ['pushes half of an item', ({ log }) => log.push({ a: 3, b: 99 }), 'log[0].b is 99'],
  ['reads an index that is none', ({ log }) => log.at(0.5), 'log.index is 0.5'],
])('an effect that %s in one state, and catches it', (_, act, message) => {
  const outcome = outcomeOf(
    () => true,
    (draft) => {
      if (draft.n === RARE) catching(() => void act(draft));
    },
  );
  expect(outcome.verdict).toBe('invalid-model');
  expect(outcome.invalid?.message).toContain(
    'the effect of Tick catches an error that ends the run, and',
  );
  expect(outcome.invalid?.message).toContain(message);
  expect(outcome.invalid?.trace).toHaveLength(RARE);
});

it('a condition that does', () => {
  const outcome = outcomeOf(
    (state) => {
      if (state.n === RARE) catching(() => void state.log.at(0.5));
      return true;
    },
    () => undefined,
  );
  expect(outcome.invalid?.message).toContain("condition 'it may' of Tick catches an error");
});

it('an error of its own may be caught', () => {
  const outcome = outcomeOf(
    () => true,
    () =>
      catching(() => {
        throw new Error('its own');
      }),
  );
  expect(outcome).toMatchObject({ verdict: 'holds', counts: { distinct: LAST + 1 } });
});
