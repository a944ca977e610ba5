import { types } from 'node:util';
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { instanceText } from '../system/instances.ts';
import { defineModel } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { slotsOf } from '../system/step.ts';
import {
  counting,
  countingSchema,
  type Mutable,
  type Parts,
  type State,
} from '../testing/counting.ts';
import { outcomeOn } from '../testing/run.ts';
import { auditState } from './audit.ts';
import { createMachine } from './machine.ts';
import type { Outcome } from './outcome.ts';

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

  it.each<[string, string]>([
    ['assigns', 'state.n = 5; return true;'],
    ['clears what is optional', 'state.spare = null; return true;'],
  ])('is reported where nothing stops it, in code that is not strict: it %s', (_, body) => {
    const guard = Function('state', body) as (state: State) => boolean;
    expectInvalid(outcomeOn(counting({ guard })), /'under test' .* changes the state/);
  });

  it.each<[string, (state: State) => unknown]>([
    ['for an array', ({ log }) => Array.isArray(log)],
    ['for its keys', (state) => Object.keys(state).length === 6],
    ['for a field by name', ({ row }) => Object.hasOwn(row, '0')],
  ])('is reported where it asks more than the type of the state offers: %s', (_, guard) => {
    const outcome = outcomeOn(counting({ guard: guard as Parts['guard'] & object }));
    expectInvalid(outcome, /one answer on plain data and another in the search/);
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
      propertiesOf(countingSchema).always('below 3', { claim: '', holds: ({ n }) => n < 3 }),
    ];
    const guard = () => asked++ < 6;
    expectInvalid(outcomeOn(counting({ guard, properties })), /Count/);
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

describe('a guard of whose answers the search kept no count', () => {
  const one = record({ n: int(0, 1) });
  it.each([
    ['in a state that is only gone through again', null],
    ['where it did not ask the action at that time', Int32Array.of(-1)],
  ])('is asked twice, %s', (_, enabled) => {
    let asked = 0;
    const action = actionsOn(one)('Fickle', {
      // Plain data is a proxy here, and gets the answer that a view gets first.
      when: { 'it feels like it': (state) => types.isProxy(state) || ++asked !== 2 },
      effect: (draft) => {
        draft.n = 1;
      },
    });
    const machine = createMachine(
      defineModel({
        name: 'fickle',
        state: one,
        initial: [{ n: 0 }],
        actions: [action],
        deadlock: 'allowed',
      }),
      null,
    );
    machine.loadSlots(slotsOf(one, { n: 0 }));
    const fault = auditState(machine, { state: 0, enabled, only: null });
    expect(fault?.message).toContain('is not pure: it gave two answers for one state');
  });
});
