/** Traces that are shown instead of those by which a search came to a finding: where they are, and where not. */
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';
import { type Action, actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';
import type { Outcome } from './outcome.ts';

const SIDE = 5;
const grid = record({
  x: int(0, SIDE),
  y: int(0, SIDE),
  last: int(0, 2),
  turns: int(0, 2 * SIDE),
});
type At = Value<typeof grid>;

interface Parts {
  readonly mayGo?: (state: At) => boolean;
  readonly holds?: (state: At) => boolean;
  readonly because?: (state: At) => string;
  readonly actors?: readonly [Action['actor'], Action['actor']];
}

const isPlain = (state: unknown): boolean => Object.getPrototypeOf(state) === Object.prototype;
const isInCorner = ({ x, y }: At): boolean => x === SIDE && y === SIDE;

/** Two go to the corner of a grid: in turn, if the order of actions decides. */
function twoOnAGrid(parts: Parts): Model {
  const { mayGo = () => true, holds = (state: At) => !isInCorner(state) } = parts;
  const [across, up] = parts.actors ?? ['across', 'up'];
  const go = (name: string, axis: 'x' | 'y', number: 1 | 2, inTurn: boolean): Action => {
    const action = actionsOn(grid)(name, {
      when: {
        'there is room': (state) => state[axis] < SIDE && mayGo(state),
        'whose turn it is': ({ last }) => (last !== number) === inTurn,
      },
      effect: (draft) => {
        draft[axis] += 1;
        if (draft.last !== number && draft.last !== 0) draft.turns += 1;
        draft.last = number;
      },
    });
    return { ...action, actor: axis === 'x' ? across : up };
  };
  return defineModel({
    name: 'two on a grid',
    state: grid,
    initial: [{ x: 0, y: 0, last: 0, turns: 0 }],
    actions: [
      go('AcrossNext', 'x', 1, true),
      go('UpNext', 'y', 2, true),
      go('Across', 'x', 1, false),
      go('Up', 'y', 2, false),
    ],
    properties: [
      propertiesOf(grid).always('not in the corner', {
        claim: '',
        holds,
        ...(parts.because === undefined ? {} : { because: parts.because }),
      }),
    ],
    deadlock: 'allowed',
  });
}

function turnsIn({ findings: [finding] }: Outcome): number | undefined {
  return (finding?.trace.at(-1)?.state as At | undefined)?.turns;
}

describe('of traces that are equally short', () => {
  it('the simplest is shown', () => {
    const outcome = outcomeOn(twoOnAGrid({}));
    expect(outcome).toMatchObject({ verdict: 'violated', simplest: true });
    expect(turnsIn(outcome)).toBe(1);
  });

  it('the simplest is shown where one actor has a name that is none', () => {
    const nameless = (() => undefined) as unknown as Action['actor'];
    const outcome = outcomeOn(twoOnAGrid({ actors: [nameless, 'up'] }));
    expect(outcome).toMatchObject({ verdict: 'violated', simplest: true });
    expect(turnsIn(outcome)).toBe(1);
  });

  it('the first is shown where nobody acts, and there are no faults', () => {
    const outcome = outcomeOn(twoOnAGrid({ actors: [null, null] }));
    expect(outcome).toMatchObject({ verdict: 'violated', simplest: true });
    expect(turnsIn(outcome)).toBe(2 * SIDE - 1);
  });

  it.each<[string, Parts]>([
    [
      'a guard blocks it on plain data',
      {
        mayGo: (state) =>
          !(state.x === SIDE && state.y === 3 && state.turns === 1 && isPlain(state)),
      },
    ],
    [
      'the property holds on plain data at its end',
      { holds: (state) => !isInCorner(state) || (state.turns === 1 && isPlain(state)) },
    ],
    [
      'the property cannot say why it breaks there',
      {
        because: ({ turns }) => {
          if (turns === 1) throw new Error('one turn');
          return 'it is in the corner';
        },
      },
    ],
  ])('the one by which it was found is shown where %s', (_, parts) => {
    const outcome = outcomeOn(twoOnAGrid(parts));
    expect(outcome).toMatchObject({ verdict: 'violated', simplest: false });
    expect(turnsIn(outcome)).toBe(2 * SIDE - 1);
  });

  it('the first is shown where an initial state that was not come to is outside its domain', () => {
    const numbers = record({ n: int(0, 999) });
    const model = defineModel({
      name: 'numbers',
      state: numbers,
      initial: Array.from({ length: 600 }, (_, n) => ({ n: n === 599 ? 5000 : n })),
      actions: [],
      properties: [
        propertiesOf(numbers).always('not zero', { claim: '', holds: ({ n }) => n !== 0 }),
      ],
      deadlock: 'allowed',
    });
    expect(outcomeOn(model)).toMatchObject({ verdict: 'violated', simplest: false });
  });
});
