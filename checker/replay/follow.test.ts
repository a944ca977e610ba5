import { describe, expect, it } from 'vitest';
import { individuals } from '../schema/domain.ts';
import { identity, int, oneOf, record } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { type Counterexample, counterexampleOf } from './counterexample.ts';
import { type Followed, followActions } from './follow.ts';
import { CounterexampleError } from './read.ts';

interface Rules {
  readonly by?: number;
  readonly top?: number;
  readonly bound?: number;
  readonly largest?: number;
  readonly starts?: readonly number[];
  readonly action?: string;
  readonly answers?: readonly number[];
  readonly who?: 0 | 1;
  readonly fields?: boolean;
  readonly deadlock?: 'allowed' | 'forbidden';
}

/** Counts up to the top; each step says the answer that it was given. */
function counter(rules: Rules = {}): Model {
  const { by = 1, top = 4, bound = 3, largest = 9, starts = [0], answers = [5], who = 0 } = rules;
  const { action = 'Count', deadlock = 'allowed', fields = false } = rules;
  const player = identity('player', 2);
  const state = record({
    count: int(0, largest),
    ...(fields ? { more: oneOf('no', 'yes') } : {}),
  });
  const { always } = propertiesOf(state);
  return defineModel({
    name: 'counter',
    state,
    initial: starts.map((count) => ({ count, ...(fields ? { more: 'no' as const } : {}) })),
    deadlock,
    actions: [
      actionsOn(state)(action, {
        parameters: { answer: int(0, 9), player },
        when: {
          'it is below the top': ({ count }) => count < top,
          'the answer is given': (_, { answer }) => answers.includes(answer),
          'it is the turn of the player': (_, given) => given.player === individuals(player)[who],
        },
        effect: (draft) => {
          draft.count += by;
        },
      }),
    ],
    properties: [
      always('small', { claim: 'the count stays small', holds: ({ count }) => count < bound }),
    ],
  });
}

function found(model: Model): Counterexample {
  const search = createSearch(model);
  while (!advance(search, 100));
  const [finding] = outcomeOf(search).findings;
  if (finding === undefined) throw new Error('nothing was found');
  return counterexampleOf({ spec: 'test/counter', constants: {}, model }, finding);
}

const recorded = found(counter());

function follow(rules: Rules, counterexample = recorded): Followed {
  const model = counter(rules);
  return followActions(model, model.properties[0] ?? null, counterexample);
}

describe('the actions of a counterexample under other rules', () => {
  it('break the property where nothing is another', () => {
    const followed = follow({});
    expect(followed).toMatchObject({ kind: 'breaks', step: 3, parting: null });
    expect(followed.kind === 'breaks' && followed.finding.trace).toHaveLength(4);
  });

  it('break it sooner, which ends them', () => {
    expect(follow({ bound: 1 })).toMatchObject({ kind: 'breaks', step: 1 });
    expect(follow({ bound: 0 })).toMatchObject({ kind: 'breaks', step: 0 });
    expect(follow({ by: 2 })).toMatchObject({
      kind: 'breaks',
      step: 2,
      parting: { step: 1, difference: { path: 'count', before: '1', after: '2' } },
    });
  });

  it('are prevented by a condition, a domain or a property that holds', () => {
    expect(follow({ top: 1 })).toMatchObject({
      kind: 'prevented',
      step: 2,
      mismatch: { kind: 'blocked', condition: 'it is below the top' },
      instead: null,
    });
    expect(follow({ largest: 2 })).toMatchObject({ step: 3, mismatch: { kind: 'effect' } });
    const holds = follow({ bound: 9 });
    expect(holds).toMatchObject({ kind: 'prevented', step: 3, mismatch: { kind: 'holds' } });
    expect(holds.kind === 'prevented' && holds.trace).toHaveLength(4);
  });

  it('may be taken with another answer, where one is recorded', () => {
    expect(follow({ answers: [7] })).toMatchObject({
      kind: 'prevented',
      step: 1,
      mismatch: { kind: 'blocked', condition: 'the answer is given' },
      instead: { parameter: 'answer', instance: { parameters: { answer: 7 } } },
    });
    expect(follow({ answers: [7, 8] })).toMatchObject({ kind: 'prevented', instead: null });
    expect(follow({ answers: [7], who: 1 })).toMatchObject({ kind: 'prevented', instead: null });
    expect(follow({ who: 1 })).toMatchObject({
      kind: 'prevented',
      mismatch: { kind: 'blocked', condition: 'it is the turn of the player' },
      instead: null,
    });
  });

  it('end in a deadlock wherever there is one', () => {
    const deadlock = found(counter({ deadlock: 'forbidden', top: 3, bound: 9 }));
    expect(deadlock.property).toBe('deadlock');
    const there = (rules: Rules): Followed =>
      followActions(counter({ bound: 9, ...rules }), null, deadlock);
    expect(there({ deadlock: 'forbidden', by: 2, top: 3 })).toMatchObject({
      kind: 'breaks',
      step: 2,
    });
    expect(there({ deadlock: 'forbidden', top: 4 })).toMatchObject({
      mismatch: { kind: 'enabled' },
    });
    expect(there({ top: 3 })).toMatchObject({ mismatch: { kind: 'deadlock-allowed' } });
  });

  it('begin in the recorded state, or in the only one; which differences were there is not told as the first', () => {
    expect(follow({ starts: [4, 0] })).toMatchObject({ kind: 'breaks', step: 3, parting: null });
    expect(follow({ starts: [1] })).toMatchObject({ kind: 'breaks', step: 2, parting: null });
    expect(() => follow({ starts: [1, 2] })).toThrow(CounterexampleError);
  });

  it('cannot be taken where there is no such action, or no such parameter', () => {
    expect(() => follow({ action: 'Add' })).toThrow("step 1 is 'Count', which is no action there");
    const steps = recorded.steps.map((step) =>
      step.action === null
        ? step
        : { ...step, action: { ...step.action, params: { ...step.action.params, answer: 99 } } },
    );
    expect(() => follow({}, { ...recorded, steps })).toThrow(DomainError);
  });

  it('are taken in states of other fields, or that are recorded outside their domain', () => {
    expect(follow({ fields: true })).toMatchObject({ kind: 'breaks', step: 3, parting: null });
    // The count is apart from the start on, and `more` from the first step: the second of what the JSON of both has.
    const other = found(counter({ fields: true }));
    const steps = other.steps.map((step) => ({
      ...step,
      state: { ...(step.state as object), more: step.step === 0 ? 'no' : 'yes', gone: 1 },
    }));
    expect(follow({ fields: true, starts: [1] }, { ...other, steps })).toMatchObject({
      kind: 'breaks',
      step: 2,
      parting: { step: 1, difference: { path: 'more', before: '"yes"', after: '"no"' } },
    });
    const far = found(counter({ by: 4, top: 9, bound: 8 }));
    expect(follow({ largest: 4 }, far)).toMatchObject({
      kind: 'prevented',
      step: 2,
      mismatch: { kind: 'holds' },
      parting: { step: 1, difference: { before: '4', after: '1' } },
    });
  });
});
