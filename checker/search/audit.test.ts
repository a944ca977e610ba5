import { describe, expect, it } from 'vitest';
import { removeAt } from '../schema/containers.ts';
import { bag, int, list, mapOf, optional, record, union } from '../schema/kinds.ts';
import type { Draft, Value } from '../schema/value.ts';
import { actionsOn } from '../system/action.ts';
import { instanceText } from '../system/instances.ts';
import { defineModel } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';
import type { Outcome } from './outcome.ts';

const schema = record({
  n: int(0, 60),
  log: list(record({ id: int(0, 9) }), 3),
  inbox: bag(record({ id: int(0, 9) }), 2),
  row: mapOf(int(0, 1), int(0, 9)),
  spare: optional(record({ id: int(0, 9) })),
  message: union('kind', { a: record({ id: int(0, 9) }), b: record({ code: int(0, 3) }) }),
});
type State = Value<typeof schema>;
type Mutable = Draft<typeof schema>;

interface Parts {
  readonly guard?: (state: State) => boolean;
  readonly effect?: (draft: Mutable) => void;
  readonly properties?: readonly Property[];
}

/** Counts to 60; at each step the part under test is run as well. */
function counting({ guard = () => true, effect = () => undefined, properties = [] }: Parts) {
  return defineModel({
    name: 'counting',
    state: schema,
    initial: [
      {
        n: 0,
        log: [{ id: 1 }, { id: 2 }],
        inbox: [{ id: 3 }],
        row: [1, 2] as never,
        spare: { id: 4 },
        message: { kind: 'a', id: 5 },
      },
    ],
    actions: [
      actionsOn(schema)('Count', {
        when: { 'there is room': ({ n }) => n < 60, 'under test': guard },
        effect: (draft) => {
          draft.n += 1;
          // What a recipe returns is part of the test.
          return effect(draft);
        },
      }),
      actionsOn(schema)('Count again', {
        parameters: { times: int(1, 10) },
        when: { 'under test': guard, 'there is room': ({ n }) => n < 60 },
        effect: (draft) => {
          draft.n += 1;
        },
      }),
    ],
    properties,
    deadlock: 'allowed',
  });
}

function expectInvalid(outcome: Outcome, why: RegExp): void {
  expect(outcome.verdict).toBe('invalid-model');
  expect(outcome.invalid?.message).toMatch(why);
}

describe('a guard that is not a pure function of state and parameters', () => {
  let calls = 0;
  const captured = { count: 0 };
  const seen = new Set<unknown>();
  it.each<[string, (state: State) => boolean]>([
    ['chance', () => Math.random() < 0.5],
    ['a counter', () => calls++ % 2 === 0],
    ['a counter of three', () => calls++ % 3 !== 0],
    ['a counter that runs out', () => calls++ < 20],
    [
      'a captured object',
      () => {
        captured.count += 1;
        return captured.count % 2 === 0;
      },
    ],
    [
      'the first time only',
      ({ n }) => {
        const known = seen.has(n);
        seen.add(n);
        return !known;
      },
    ],
    ['the nanoseconds', () => process.hrtime.bigint() % 1000n < 500n],
  ])('is reported: %s', (_, guard) => {
    calls = 0;
    expectInvalid(outcomeOn(counting({ guard })), /condition 'under test'|Count/);
  });

  it.each<[string, (state: State) => boolean]>([
    [
      'assigns',
      (state) => {
        (state as Mutable).n = 5;
        return true;
      },
    ],
    [
      'pushes',
      (state) => {
        (state as Mutable).log.push({ id: 1 });
        return true;
      },
    ],
    [
      'truncates',
      (state) => {
        (state as Mutable).log.length = 0;
        return true;
      },
    ],
    [
      'clears what is optional',
      (state) => {
        (state as Mutable).spare = null;
        return true;
      },
    ],
    [
      'assigns and blocks',
      (state) => {
        (state as Mutable).n = 5;
        return false;
      },
    ],
    [
      'adds a property',
      (state) => {
        Object.assign(state, { extra: 1 });
        return true;
      },
    ],
  ])('is reported: it %s', (_, guard) => {
    const outcome = outcomeOn(counting({ guard }));
    expectInvalid(outcome, /Count/);
    expect(outcome.invalid?.instance && instanceText(outcome.invalid.instance)).toMatch(/^Count/);
  });

  it.each<[string, unknown]>([
    ['a number', 1],
    ['nothing', undefined],
    ['text', 'yes'],
    ['a promise', Promise.resolve(true)],
  ])('must answer true or false: %s', (_, answer) => {
    expectInvalid(outcomeOn(counting({ guard: () => answer as boolean })), /true or false/);
  });

  it('whose violation was found all the same is reported as impure, not as a bug', () => {
    let asked = 0;
    const properties = [
      propertiesOf(schema).always('below 3', { claim: '', holds: ({ n }) => n < 3 }),
    ];
    const guard = () => asked++ < 6;
    expectInvalid(outcomeOn(counting({ guard, properties })), /Count/);
  });
});

describe('an effect that is not a pure function of state and parameters', () => {
  let calls = 0;
  let kept: unknown = null;
  const captured = { id: 0 };
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

describe('harmless', () => {
  const results: unknown[] = [];
  it.each<[string, Parts]>([
    [
      'an effect that writes down what it does',
      {
        effect: ({ n }) => {
          results.push(n);
        },
      },
    ],
    [
      'a guard with a cache',
      (() => {
        const cache = new Map<number, boolean>();
        return {
          guard: ({ n }: State) => {
            const known = cache.get(n) ?? n < 100;
            cache.set(n, known);
            return known;
          },
        };
      })(),
    ],
    [
      'an effect that changes nothing',
      {
        effect: (draft) => {
          const { spare } = draft;
          draft.spare = spare;
        },
      },
    ],
  ])('%s', (_, parts) => {
    expect(outcomeOn(counting(parts))).toMatchObject({
      verdict: 'holds',
      counts: { distinct: 61 },
    });
  });
});

describe('a property', () => {
  const { always, sometimes, step, sometimesStep } = propertiesOf(schema);
  const claim = '';
  let calls = 0;
  const boom = (): boolean => {
    throw new Error('boom');
  };
  const mutate = (state: State): boolean => {
    (state as Mutable).n = 7;
    return true;
  };

  it.each<[string, Property, RegExp]>([
    [
      'always, with chance',
      always('P', { claim, holds: () => calls++ % 2 === 0 || calls > 500 }),
      /P/,
    ],
    [
      'always, answering text',
      always('P', { claim, holds: () => 'yes' as never }),
      /property P.*true or false/,
    ],
    ['always, writing', always('P', { claim, holds: mutate }), /P/],
    ['always, throwing', always('P', { claim, holds: boom }), /property P threw Error: boom/],
    ['sometimes, throwing', sometimes('P', { claim, holds: boom }), /property P threw Error: boom/],
    ['step, throwing', step('P', { claim, holds: boom }), /property P threw Error: boom/],
    [
      'sometimes-step, throwing',
      sometimesStep('P', { claim, holds: boom }),
      /property P threw Error: boom/,
    ],
    [
      'throwing to say why',
      always('P', { claim, holds: ({ n }) => n < 3, because: boom as never }),
      /P.*boom/,
    ],
  ])('that is at fault makes the model invalid: %s', (_, property, why) => {
    calls = 0;
    expectInvalid(outcomeOn(counting({ properties: [property] })), why);
  });
});

describe('a fault that only a rare action has', () => {
  it('is found although few states show it', () => {
    const effect = (draft: Mutable) => {
      if (draft.n !== 38) return;
      const item = draft.log.at(0);
      removeAt(draft.log, 0);
      draft.spare = item === undefined ? null : { id: item.id };
    };
    expectInvalid(outcomeOn(counting({ effect })), /Count/);
  });

  it('is found if only one state takes the action at all', () => {
    const model = counting({});
    const rare = actionsOn(schema)('Rare', {
      when: { 'it is time': ({ n }) => n === 38 },
      effect: (draft) => {
        const item = draft.log.at(0);
        removeAt(draft.log, 0);
        draft.spare = item === undefined ? null : { id: item.id };
      },
    });
    const outcome = outcomeOn({ ...model, actions: [...model.actions, rare] });
    expectInvalid(outcome, /Rare/);
  });
});
