/** What the audit's sample does not show: a model that is not pure, once in a thousand times, in a space that was visited as a whole. */
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import type { Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';
import { square as squareOf } from '../testing/square.ts';
import { searchedTogether } from '../testing/together.ts';
import { expandAgain } from './again.ts';
import type { SearchOptions } from './progress.ts';
import { outcomeOf } from './report.ts';
import { advance, createSearch } from './search.ts';

const SIDE = 79;
const schema = record({ x: int(0, SIDE), y: int(0, SIDE) });
type Place = { readonly x: number; readonly y: number };

/** A square of 6,400 states, whose steps to the right are under test. */
function square(
  guard: (state: Place) => boolean,
  stepOf: () => number,
  properties: readonly Property[] = [],
): Model {
  const plain = squareOf(SIDE + 1);
  const right = actionsOn(schema)('Right', {
    when: { 'there is room': ({ x }) => x < SIDE, guard },
    effect: (draft) => {
      draft.x = Math.min(SIDE, draft.x + stepOf());
    },
  });
  return { ...plain, actions: [right, ...plain.actions.slice(1)], properties };
}

const TEAM = { members: 2, alone: 9, slices: 4, parents: 16, successors: 40, late: 2, seed: 1 };
const WAYS: [string, (model: Model, options: SearchOptions) => ReturnType<typeof outcomeOn>][] = [
  ['one worker', (model, options) => outcomeOn(model, options)],
  ['a team', (model, options) => outcomeOf(searchedTogether(model, options, TEAM))],
  ['depth-first', (model, options) => outcomeOn(model, { ...options, order: 'depth-first' })],
  ['fewest faults', (model, options) => outcomeOn(model, { ...options, order: 'fewest-faults' })],
];

describe.each(WAYS)('a model that is not pure, by %s', (_, outcome) => {
  it('has another number of transitions when it is asked again', () => {
    let asked = 0;
    // No power of two, which is when states are set aside.
    const { verdict, invalid } = outcome(
      square(
        () => ++asked % 1500 !== 700,
        () => 1,
      ),
      {},
    );
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toMatch(/is not a pure function|is not pure/);
  });

  it('leads to a state that it did not lead to', () => {
    let taken = 0;
    // Along one side, in steps of two: 39 of them, and one of three when they are taken again.
    const model = square(
      ({ x, y }) => y === 0 && x < SIDE - 2,
      () => (++taken === 45 ? 3 : 2),
    );
    const { verdict, invalid } = outcome(model, {});
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toMatch(/is not a pure function|is not pure/);
  });

  it('is what it was otherwise', () => {
    const pure = square(
      () => true,
      () => 1,
    );
    expect(outcome(pure, {})).toMatchObject({ verdict: 'holds', counts: { distinct: 6400 } });
  });
});

it('a property that answers otherwise when it is asked again is at fault', () => {
  const seen = new Set<number>();
  const { always } = propertiesOf(schema);
  const holds = ({ x, y }: Place): boolean => {
    const isFirst = !seen.has(x * 100 + y);
    seen.add(x * 100 + y);
    // A place that no sample has.
    return isFirst || x !== 51 || y !== 33;
  };
  const model = square(
    () => true,
    () => 1,
    [always('P', { claim: '', holds })],
  );
  const { verdict, invalid } = outcomeOn(model);
  expect(verdict).toBe('invalid-model');
  expect(invalid?.message).toContain('property P is not pure');
  expect(invalid?.trace.at(-1)?.state).toEqual({ x: 51, y: 33 });
});

it('states of a space that was not visited as a whole are left alone', () => {
  const model = square(
    () => true,
    () => 1,
  );
  const search = createSearch(model, { maxStates: 100 });
  while (!advance(search, 10));
  expect(expandAgain(search)).toBeNull();
});
