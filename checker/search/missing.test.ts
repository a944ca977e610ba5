/** What a view has not is refused where it is asked for, and not only where the audit looks: one state of twenty thousand does. */
import { expect, it } from 'vitest';
import { identity, int, list, mapOf, oneOf, record } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';

const LAST = 20_000;
const RARE = 13_131;
const entry = record({ epoch: int(0, 3) });
const schema = record({
  n: int(0, LAST),
  votes: mapOf(identity('node', 2), oneOf('no', 'yes')),
  log: list(entry, 2),
  last: entry,
});
type State = Value<typeof schema>;
/** @param body of a function that no type checker has seen */
function outcomeWhere(body: string) {
  const asks = Function('{ votes, log, last }', body) as (state: State) => boolean;
  const holds = (state: State): boolean => state.n !== RARE || asks(state);
  return outcomeOn(
    defineModel({
      name: 'rare',
      state: schema,
      initial: [{ n: 0, votes: ['yes', 'yes'], log: [{ epoch: 1 }], last: { epoch: 1 } }] as never,
      deadlock: 'allowed',
      actions: [
        actionsOn(schema)('Tick', {
          when: { 'there is more': ({ n }) => n < LAST },
          effect: (draft) => {
            draft.n += 1;
          },
        }),
      ],
      properties: [propertiesOf(schema).always('P', { claim: '', holds })],
    }),
  );
}

it.each([
  [
    'an item of a map by [ ]',
    "return votes[0] !== 'yes'",
    "no '0' here: items are read by at(index)",
  ],
  ['an item of a list by [ ]', 'return log[0] !== 1', "no '0' here: items are read by at(index)"],
  ['a misspelt field', 'return last.epoc !== 1', "did you mean 'epoch'? There is epoch"],
  ['what sets of other languages have', 'return log.size !== 1', "no 'size' here"],
  ['a copy by spread', 'return ({ ...last }).epoch !== 1', 'taken apart by a spread'],
  [
    'a copy by rest',
    'const { ...rest } = last; return rest.epoch !== 1',
    'taken apart by a spread',
  ],
  ['its entries', 'return Object.entries(last).length !== 1', 'taken apart by a spread'],
  ['a copy by Object.assign', 'return Object.assign({}, last).epoch !== 1', 'taken apart'],
  ['each field', 'for (const field in last) return false; return true', 'taken apart by a spread'],
  ['a text', "return '' + log !== ''", 'used as a text or number'],
])('a property that asks for %s in one state makes the model invalid', (_, body, message) => {
  const { verdict, invalid } = outcomeWhere(body);
  expect(invalid?.message).toContain(message);
  expect(verdict).toBe('invalid-model');
});

it.each([
  'return last.epoch === log.at(0).epoch',
  "return !('size' in last)",
  `return JSON.stringify(last) === '{"epoch":1}'`,
])('what a view has, and whether there is more, may be asked for: %s', (body) => {
  expect(outcomeWhere(body).verdict).toBe('holds');
});
