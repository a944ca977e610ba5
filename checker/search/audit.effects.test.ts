import { describe, expect, it } from 'vitest';
import { removeAt } from '../schema/containers.ts';
import { actionsOn } from '../system/action.ts';
import { instanceText } from '../system/instances.ts';
import { propertiesOf } from '../system/property.ts';
import { counting, countingSchema, type Mutable } from '../testing/counting.ts';
import { outcomeOn } from '../testing/run.ts';
import type { Outcome } from './outcome.ts';

function expectInvalid(outcome: Outcome, why: RegExp): void {
  expect(outcome.verdict).toBe('invalid-model');
  expect(outcome.invalid?.message).toMatch(why);
}

describe('an effect that is not a pure function of state and parameters', () => {
  let calls = 0;
  let kept: unknown = null;
  const captured = { id: 0 };
  const stored = { id: 0 };
  it.each<[string, (draft: Mutable) => void]>([
    [
      'chance',
      (draft) => {
        draft.n = Math.floor(Math.random() * 60);
      },
    ],
    [
      'a counter',
      (draft) => {
        draft.n = calls++ % 60;
      },
    ],
    [
      'the nanoseconds',
      (draft) => {
        draft.n = Number(process.hrtime.bigint() % 59n);
      },
    ],
    [
      'a captured object that it changes',
      (draft) => {
        captured.id = (captured.id + 1) % 9;
        draft.spare = captured;
      },
    ],
    [
      'a captured object that it stores, and changes where it is stored',
      (draft) => {
        draft.spare = stored;
        draft.spare.id = 1;
      },
    ],
    [
      'a draft that it kept',
      (draft) => {
        const old = kept as Mutable['log'] | null;
        kept = draft.log;
        if (old !== null) old.length = 0;
      },
    ],
    [
      'an exception',
      () => {
        throw new Error('oops');
      },
    ],
    [
      'an exception that it swallows',
      (draft) => {
        try {
          draft.row = [99, 0] as never;
        } catch {
          draft.spare = null;
        }
      },
    ],
    [
      'an exception that is no error',
      () => {
        throw 'oops';
      },
    ],
    [
      'a property of its own',
      (draft) => {
        Object.assign(draft, { extra: 1 });
      },
    ],
    [
      'a property deleted',
      (draft) => {
        delete (draft as Partial<Mutable>).spare;
      },
    ],
    [
      'a symbol for a field',
      (draft) => {
        Object.assign(draft, { [Symbol('x')]: 1 });
      },
    ],
    [
      'a promise',
      (async (draft: Mutable) => {
        draft.n = Math.min(60, draft.n);
      }) as (draft: Mutable) => void,
    ],
    [
      'a new state returned',
      ((draft: Mutable) => ({ ...draft, n: 0 })) as (draft: Mutable) => void,
    ],
  ])('is reported: %s', (_, effect) => {
    calls = 0;
    kept = null;
    const outcome = outcomeOn(counting({ effect }));
    expectInvalid(outcome, /Count/);
    expect(outcome.invalid?.instance && instanceText(outcome.invalid.instance)).toMatch(/^Count/);
  });

  it('is reported where it is the same every other time', () => {
    calls = 0;
    const effect = (draft: Mutable) => {
      draft.spare = { id: calls++ % 2 };
    };
    expectInvalid(outcomeOn(counting({ effect })), /two results for one state/);
  });

  it('is reported, not taken for a bug of the checker, where only a trace shows it', () => {
    calls = 0;
    const effect = (draft: Mutable) => {
      if (draft.n === 46) draft.spare = { id: calls++ % 9 };
    };
    const properties = [
      propertiesOf(countingSchema).always('below 50', { claim: '', holds: ({ n }) => n < 50 }),
    ];
    expectInvalid(outcomeOn(counting({ effect, properties })), /two results for one state/);
  });

  it.each<[string, (draft: Mutable) => void]>([
    [
      'an item after removing it',
      (draft) => {
        const item = draft.log.at(0);
        if (item === undefined) return;
        removeAt(draft.log, 0);
        draft.n = 10 + item.id;
      },
    ],
    [
      'an item after truncating the list',
      (draft) => {
        const item = draft.log.at(1);
        draft.log.length = 0;
        if (item !== undefined) draft.n = 10 + item.id;
      },
    ],
    [
      'what was optional',
      (draft) => {
        const { spare } = draft;
        draft.spare = null;
        if (spare !== null) draft.n = 10 + spare.id;
      },
    ],
    [
      'the variant before',
      (draft) => {
        const { message } = draft;
        draft.message = { kind: 'b', code: 0 };
        if (message.kind === 'a') draft.n = 10 + message.id;
      },
    ],
    [
      'the variant before, to write',
      (draft) => {
        const { message } = draft;
        draft.message = { kind: 'b', code: 0 };
        if (message.kind === 'a') message.id = 9;
      },
    ],
    [
      'one object in two places',
      (draft) => {
        const item = { id: 7 };
        draft.log.length = 0;
        draft.log.push(item);
        draft.spare = item;
        draft.spare.id = 8;
      },
    ],
    [
      'the whole list after emptying it',
      (draft) => {
        const [first] = [draft.inbox.at(0)];
        draft.inbox = [] as never;
        if (first !== undefined) draft.n = 10 + first.id;
      },
    ],
  ])('is reported where it means two things: %s', (_, effect) => {
    expectInvalid(outcomeOn(counting({ effect })), /Count/);
  });
});

describe('a fault that few states show', () => {
  const useAfterRemoval = (draft: Mutable): void => {
    const item = draft.log.at(0);
    if (item === undefined) return;
    removeAt(draft.log, 0);
    draft.spare = { id: item.id };
  };

  it('is found among the first states', () => {
    const effect = (draft: Mutable) => {
      if (draft.n === 38) useAfterRemoval(draft);
    };
    expectInvalid(outcomeOn(counting({ effect })), /means one thing on plain data and another/);
  });

  it('is found wherever an action is taken for the first time', () => {
    const model = counting({});
    const rare = actionsOn(countingSchema)('Rare', {
      when: { 'it is time': ({ n }) => n === 53 },
      effect: useAfterRemoval,
    });
    const outcome = outcomeOn({ ...model, actions: [...model.actions, rare] });
    expectInvalid(outcome, /effect of Rare means one thing on plain data and another/);
  });
});
