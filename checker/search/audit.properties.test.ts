import { describe, expect, it } from 'vitest';
import { type Property, propertiesOf } from '../system/property.ts';
import { counting, countingSchema, type Mutable, type State } from '../testing/counting.ts';
import { outcomeOn } from '../testing/run.ts';
import type { Outcome } from './outcome.ts';

function expectInvalid(outcome: Outcome, why: RegExp): void {
  expect(outcome.verdict).toBe('invalid-model');
  expect(outcome.invalid?.message).toMatch(why);
}

describe('a property', () => {
  const { always, sometimes, step, sometimesStep } = propertiesOf(countingSchema);
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
      'sometimes, every other time',
      sometimes('P', { claim, holds: () => calls++ % 2 === 1 }),
      /property P is not pure/,
    ],
    [
      'sometimes, of plain data only',
      sometimes('P', { claim, holds: ({ log }) => Array.isArray(log) }),
      /property P gives one answer on plain data and another/,
    ],
    [
      'always, writing where nothing stops it',
      always('P', { claim, holds: Function('state', 'state.n = 5; return true') as never }),
      /property P changes the state/,
    ],
    [
      'step, writing where nothing stops it',
      step('P', { claim, holds: Function('a', 'b', 'b.n = 5; return true') as never }),
      /property P changes the state/,
    ],
    [
      'step, every other time',
      sometimesStep('P', { claim, holds: () => calls++ % 2 === 1 }),
      /property P is not pure/,
    ],
    [
      'step, of plain data only',
      sometimesStep('P', { claim, holds: (before) => Array.isArray(before.log) }),
      /property P gives one answer on plain data and another/,
    ],
    [
      'always, with a counter',
      always('P', { claim, holds: () => calls++ < 100 || calls % 2 === 0 }),
      /property P/,
    ],
    [
      'always, answering text',
      always('P', { claim, holds: () => 'yes' as never }),
      /property P.*true or false/,
    ],
    ['always, writing', always('P', { claim, holds: mutate }), /property P/],
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
    [
      'violated by no answer, before any state is expanded',
      always('P', { claim, holds: (() => undefined) as never }),
      /property P answered undefined; it must answer true or false/,
    ],
    [
      'violated by a field that there is not',
      always('P', { claim, holds: (state) => (state as { m?: number }).m === 0 }),
      /property P threw TypeError: there is no 'm' here/,
    ],
    [
      'with no text to say why',
      always('P', { claim, holds: ({ n }) => n < 3, because: (() => ({ n: 3 })) as never }),
      /P, asked why it breaks, answers with no text: object/,
    ],
  ])('that is at fault makes the model invalid: %s', (_, property, why) => {
    calls = 0;
    expectInvalid(outcomeOn(counting({ properties: [property] })), why);
  });
});
