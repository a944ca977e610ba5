import { describe, expect, it } from 'vitest';
import { bag, int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { instanceText } from '../system/instances.ts';
import { defineModel } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';
import type { Outcome } from './outcome.ts';

const schema = record({ n: int(0, 9) });
const action = actionsOn(schema);
const { always, step, sometimes, sometimesStep } = propertiesOf(schema);
const claim = '';

/** Counts to 9, by one or by two. */
function counter(properties: readonly Property[], deadlock: 'allowed' | 'forbidden' = 'allowed') {
  return defineModel({
    name: 'counter',
    state: schema,
    initial: [{ n: 0 }],
    actions: [
      action('One', {
        when: { 'there is room': ({ n }) => n < 9 },
        effect: (draft) => {
          draft.n += 1;
        },
      }),
      action('Two', {
        when: { 'there is room': ({ n }) => n < 8 },
        effect: (draft) => {
          draft.n += 2;
        },
      }),
    ],
    properties,
    deadlock,
  });
}

const found = (outcome: Outcome) =>
  outcome.findings.map((finding) => [
    finding.kind === 'deadlock' ? 'deadlock' : finding.property.name,
    finding.trace.map(({ instance }) => (instance === null ? '' : instanceText(instance))),
  ]);

describe('a violated property', () => {
  it('comes with the shortest trace, ties broken by the order of actions', () => {
    const outcome = outcomeOn(counter([always('below 3', { claim, holds: ({ n }) => n < 3 })]));
    expect(outcome.verdict).toBe('violated');
    expect(found(outcome)).toEqual([['below 3', ['', 'One', 'Two']]]);
    expect(outcome.findings[0]?.trace.map(({ state }) => state)).toEqual([
      { n: 0 },
      { n: 1 },
      { n: 3 },
    ]);
    expect(outcome.complete).toBe(false);
  });

  it('names the first of several instances that lead to the same state', () => {
    const parameters = { by: int(1, 3) };
    const effect = (draft: { n: number }) => {
      draft.n += 1;
    };
    const model = {
      ...counter([always('below 2', { claim, holds: ({ n }) => n < 2 })]),
      actions: [action('First', { parameters, effect }), action('Second', { effect })],
    };
    expect(found(outcomeOn(model))).toEqual([['below 2', ['', 'First(by: 1)', 'First(by: 1)']]]);
  });

  it('says why, with the values at fault', () => {
    const property = always('below 3', {
      claim,
      holds: ({ n }) => n < 3,
      because: ({ n }) => `n is ${n}`,
    });
    expect(outcomeOn(counter([property])).findings[0]).toMatchObject({ because: 'n is 3' });
  });

  it.each([
    ['does not hold', () => false],
    [
      'throws',
      () => {
        throw new Error('once');
      },
    ],
  ])(
    'that %s when it is asked first, and holds when asked again, makes the model invalid',
    (_, answer) => {
      let asked = 0;
      const holds = ({ n }: { n: number }) => n !== 4 || ++asked !== 1 || answer();
      const outcome = outcomeOn(counter([always('fickle', { claim, holds })]));
      expect(outcome.verdict).toBe('invalid-model');
      expect(outcome.invalid?.message).toBe(
        'property fickle is not pure: it gave two answers for one state',
      );
      expect(outcome.invalid?.trace.at(-1)?.state).toEqual({ n: 4 });
    },
  );

  it('of the initial state is found before any step', () => {
    const outcome = outcomeOn(counter([always('positive', { claim, holds: ({ n }) => n > 0 })]));
    expect(found(outcome)).toEqual([['positive', ['']]]);
    expect(outcome.counts).toEqual({ distinct: 1, transitions: 0, depth: 1, frontier: 1 });
  });

  it('of a step has the step as its end', () => {
    const property = step('by one', {
      claim,
      holds: (before, after, { name }) =>
        before.n < 2 || (after.n === before.n + 1 && name !== 'Two'),
      because: (before, after, { name }) => `${name}: ${before.n} to ${after.n}`,
    });
    const outcome = outcomeOn(counter([property]));
    expect(found(outcome)).toEqual([['by one', ['', 'Two', 'Two']]]);
    expect(outcome.findings[0]).toMatchObject({ because: 'Two: 2 to 4' });
  });
});

describe('all properties in one run', () => {
  const all = { all: true };
  const by = (name: string, holds: (a: { n: number }, b: { n: number }) => boolean) =>
    step(name, { claim, holds });

  it('each have their own shortest trace', () => {
    const properties = [7, 3, 5].map((limit) =>
      always(`below ${limit}`, { claim, holds: ({ n }) => n < limit }),
    );
    const outcome = outcomeOn(counter(properties), all);
    expect(found(outcome)).toEqual([
      ['below 3', ['', 'One', 'Two']],
      ['below 5', ['', 'One', 'Two', 'Two']],
      ['below 7', ['', 'One', 'Two', 'Two', 'Two']],
    ]);
    expect(outcome.counts).toEqual({ distinct: 10, transitions: 17, depth: 6, frontier: 0 });
    expect(outcome.complete).toBe(true);
  });

  it('two violated by one and the same step', () => {
    const never = [by('first', (a) => a.n !== 0), by('second', (a) => a.n !== 0)];
    expect(found(outcomeOn(counter(never), all))).toEqual([
      ['first', ['', 'One']],
      ['second', ['', 'One']],
    ]);
  });

  it('two violated by two steps from one state', () => {
    const never = [
      by('not by one', (a, b) => b.n !== a.n + 1),
      by('not by two', (a, b) => b.n !== a.n + 2),
    ];
    expect(found(outcomeOn(counter(never), all))).toEqual([
      ['not by one', ['', 'One']],
      ['not by two', ['', 'Two']],
    ]);
  });

  it('one seen by a step after one that violates another', () => {
    const properties = [
      by('not by one', (a, b) => b.n !== a.n + 1),
      sometimesStep('0 to 2', { claim, holds: (a, b) => a.n === 0 && b.n === 2 }),
    ];
    expect(outcomeOn(counter(properties), all).unreached).toEqual([]);
  });

  it('one deadlock stands for all', () => {
    const twoEnds = defineModel({
      ...counter([], 'forbidden'),
      state: schema,
      initial: [{ n: 0 }],
      actions: [
        action('Choose', {
          parameters: { to: int(1, 3) },
          when: { 'at the start': ({ n }) => n === 0 },
          effect: (draft, { to }) => {
            draft.n = to;
          },
        }),
      ],
    });
    expect(found(outcomeOn(twoEnds, all))).toEqual([['deadlock', ['', 'Choose(to: 1)']]]);
  });
});

describe('a deadlock', () => {
  it('is an error where it is forbidden', () => {
    const outcome = outcomeOn(counter([], 'forbidden'));
    expect(outcome.verdict).toBe('deadlock');
    expect(outcome.findings[0]?.trace.map(({ state }) => state)).toEqual(
      [0, 1, 3, 5, 7, 9].map((n) => ({ n })),
    );
    expect(outcomeOn(counter([])).verdict).toBe('holds');
  });
});

describe('a property that must be seen', () => {
  it('is unreached when no state satisfies it', () => {
    const properties = [
      sometimes('nine', { claim, holds: ({ n }) => n === 9 }),
      sometimes('ten', { claim, holds: ({ n }) => n === 10 }),
      sometimesStep('three at once', { claim, holds: (a, b) => b.n === a.n + 3 }),
    ];
    const outcome = outcomeOn(counter(properties));
    expect(outcome.verdict).toBe('unreached');
    expect(outcome.unreached.map(({ name }) => name)).toEqual(['ten', 'three at once']);
  });

  it('may be seen in the initial state', () => {
    const zero = sometimes('zero', { claim, holds: ({ n }) => n === 0 });
    expect(outcomeOn(counter([zero])).verdict).toBe('holds');
  });
});

describe('a step property', () => {
  it('sees bags in their canonical order, as traces do', () => {
    const state = record({ inbox: bag(int(0, 3), 3) });
    const properties = propertiesOf(state);
    const model = defineModel({
      name: 'bags',
      state,
      initial: [{ inbox: [2] }],
      actions: [
        actionsOn(state)('Send', {
          parameters: { item: int(0, 3) },
          when: { 'there is room': ({ inbox }) => inbox.length < 3 },
          effect: ({ inbox }, { item }) => {
            inbox.push(item);
          },
        }),
      ],
      properties: [
        properties.step('sorted', {
          claim,
          holds: (_, { inbox }) =>
            inbox.every((item, index) => index === 0 || (inbox.at(index - 1) ?? 0) <= item),
        }),
        properties.sometimesStep('one comes first', {
          claim,
          holds: (before, after) => before.inbox.at(0) === 2 && after.inbox.at(0) === 1,
        }),
      ],
      deadlock: 'allowed',
    });
    expect(outcomeOn(model)).toMatchObject({ verdict: 'holds', unreached: [] });
  });
});

describe('a step that satisfies a property', () => {
  const late = [
    sometimesStep('late', { claim, holds: (a, b) => a.n === 4 && b.n === 5 }),
    sometimesStep('never', { claim, holds: () => false }),
  ];

  it.each([
    [5, ['late', 'never']],
    [6, ['never']],
  ])('does not count beyond the limit of %i states', (maxStates, unreached) => {
    const outcome = outcomeOn(counter(late), { maxStates });
    expect(outcome.limit).toBe('max-states');
    expect(outcome.unreached.map(({ name }) => name)).toEqual(unreached);
  });
});
