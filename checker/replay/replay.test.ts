import { describe, expect, it } from 'vitest';
import { mapOver, put } from '../schema/containers.ts';
import { individuals } from '../schema/domain.ts';
import { bag, identity, int, mapOf, record } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import { instanceText } from '../system/instances.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { type Counterexample, counterexampleOf, type StepJson } from './counterexample.ts';
import { readCounterexample } from './read.ts';
import { replay } from './replay.ts';

interface Rules {
  readonly name?: string;
  readonly by?: number;
  readonly most?: number;
  readonly largest?: number;
  readonly bound?: number;
  readonly start?: number;
  readonly action?: string;
  readonly deadlock?: 'allowed' | 'forbidden';
}

/** Each of two players counts up to `most`; what they said lies about in no order. */
function players(rules: Rules = {}): Model {
  const { name = 'players', action = 'Count', deadlock = 'allowed' } = rules;
  const { by = 1, most = 2, largest = 4, bound = 4, start = 0 } = rules;
  const player = identity('player', 2);
  const everyone = individuals(player);
  const state = record({ counts: mapOf(player, int(0, largest)), said: bag(int(0, largest), 4) });
  const actions = actionsOn(state);
  const { always } = propertiesOf(state);
  return defineModel({
    name,
    state,
    initial: [{ counts: mapOver(player, () => start), said: [] }],
    deadlock,
    actions: [
      actions(action, {
        parameters: { player },
        when: {
          'has not counted to the end': ({ counts }, { player }) => counts.at(player) < most,
        },
        effect({ counts, said }, { player }) {
          const count = counts.at(player) + by;
          put(counts, player, count);
          said.push(count);
        },
      }),
    ],
    properties: [
      always('bounded', {
        claim: 'together they stay below the bound',
        holds: ({ counts }) => everyone.reduce((sum, one) => sum + counts.at(one), 0) < bound,
        because: ({ counts }) =>
          `they are at ${everyone.map((one) => counts.at(one)).join(' and ')}`,
      }),
    ],
  });
}

/** What a search of the model finds first, after a round trip through text. */
function found(model: Model): Counterexample {
  const search = createSearch(model);
  while (!advance(search, 100));
  const [finding] = outcomeOf(search).findings;
  if (finding === undefined) throw new Error('nothing was found');
  const counterexample = counterexampleOf(
    { spec: 'test/players', constants: { most: 2 }, model },
    finding,
  );
  return readCounterexample(JSON.parse(JSON.stringify(counterexample)));
}

function withStep(
  original: Counterexample,
  nth: number,
  change: Partial<StepJson>,
): Counterexample {
  const steps = original.steps.map((step) => (step.step === nth ? { ...step, ...change } : step));
  return { ...original, steps };
}

const original = found(players());
const deadlocked = found(players({ bound: 99, deadlock: 'forbidden' }));

describe('replay', () => {
  it('breaks what was found, with the reason and every step', () => {
    const result = replay(players(), original);
    expect(result).toMatchObject({ kind: 'breaks', finding: { because: 'they are at 2 and 2' } });
    expect(result).toHaveProperty('finding.trace.length', 5);
  });

  it('breaks a deadlock', () => {
    const model = players({ bound: 99, deadlock: 'forbidden' });
    expect(deadlocked).toMatchObject({ property: 'deadlock', because: null });
    expect(replay(model, deadlocked)).toMatchObject({
      kind: 'breaks',
      finding: { kind: 'deadlock' },
    });
  });

  it('takes the items of a bag in any order', () => {
    const last = original.steps[4]?.state as { readonly said: readonly number[] };
    const reordered = { ...last, said: [...last.said].reverse() };
    expect(reordered.said).not.toEqual(last.said);
    expect(replay(players(), withStep(original, 4, { state: reordered })).kind).toBe('breaks');
  });

  it.each<[string, Rules, number, object]>([
    [
      'another model',
      { name: 'gamblers' },
      0,
      { kind: 'model', recorded: 'players', found: 'gamblers' },
    ],
    [
      'another start',
      { start: 1 },
      0,
      { kind: 'initial-state', difference: { path: 'counts[p1]', before: '0', after: '1' } },
    ],
    ['an action renamed', { action: 'Add' }, 1, { kind: 'unknown-action', action: 'Count' }],
    [
      'a stricter guard',
      { most: 1 },
      2,
      { kind: 'blocked', condition: 'has not counted to the end' },
    ],
    [
      'another effect',
      { by: 2 },
      1,
      { kind: 'state', difference: { path: 'counts[p1]', before: '1', after: '2' } },
    ],
    [
      'an effect out of bounds',
      { by: 7 },
      1,
      { kind: 'effect', message: expect.stringContaining('counts[p1] is 7') },
    ],
    ['a property that holds', { bound: 5 }, 4, { kind: 'holds' }],
  ])('says where it differs after a change: %s', (_, rules, step, mismatch) => {
    const result = replay(players(rules), original);
    expect(result).toMatchObject({ kind: 'differs', step, mismatch });
  });

  it('keeps the steps that still go as recorded, and names the instance that does not', () => {
    const result = replay(players({ most: 1 }), original);
    if (result.kind !== 'differs' || result.mismatch.kind !== 'blocked')
      throw new Error(result.kind);
    expect(result.trace).toHaveLength(2);
    expect(instanceText(result.mismatch.instance)).toBe('Count(player: p1)');
  });

  it('says that a property is gone, or that there is a way on where there was none', () => {
    const gone = replay(players(), { ...original, property: 'unbounded' });
    expect(gone).toMatchObject({ mismatch: { kind: 'unknown-property', property: 'unbounded' } });
    const on = replay(players({ most: 3, deadlock: 'forbidden' }), deadlocked);
    expect(on).toMatchObject({ step: 4, mismatch: { kind: 'enabled' } });
    const allowed = replay(players({ bound: 99 }), deadlocked);
    expect(allowed).toMatchObject({ step: 4, mismatch: { kind: 'deadlock-allowed' } });
    const never = replay(players({ most: 3 }), deadlocked);
    expect(never).toMatchObject({ step: 4, mismatch: { kind: 'enabled' } });
  });

  it('breaks nothing that is to be seen', () => {
    const seen = propertiesOf(record({})).sometimes('seen', { claim: '', holds: () => false });
    const model = { ...players(), properties: [seen] };
    const result = replay(model, { ...original, property: 'seen' });
    expect(result).toMatchObject({ step: 4, mismatch: { kind: 'no-claim' } });
  });

  it('takes no initial state for a step', () => {
    const jump = replay(players(), withStep(original, 2, { action: null }));
    expect(jump).toMatchObject({ step: 2, mismatch: { kind: 'initial-state' } });
  });

  it('refuses values outside their domain, with the path', () => {
    const state = { counts: { p1: 9, p2: 0 }, said: [] };
    const badState = () => replay(players(), withStep(original, 2, { state }));
    expect(badState).toThrow(DomainError);
    expect(badState).toThrow('steps[2].state.counts[p1] is 9');
    const action = { name: 'Count', params: { player: 'p9' } };
    const badParameter = () => replay(players(), withStep(original, 1, { action }));
    expect(badParameter).toThrow('steps[1].action.params.player is "p9"');
  });
});

describe('states that were recorded with other fields', () => {
  type Recorded = { readonly counts: object; readonly said: readonly number[] };
  const changed = (change: (state: Recorded) => object): Counterexample => ({
    ...original,
    steps: original.steps.map((step) => ({
      ...step,
      state: change(step.state as Recorded) as StepJson['state'],
    })),
  });

  it('are compared in those that both have, and the others named', () => {
    const without = changed(({ counts }) => ({ counts, heard: 1 }));
    expect(replay(players(), without)).toMatchObject({
      kind: 'breaks',
      reshaped: { added: ['said'], gone: ['heard'] },
    });
    expect(replay(players(), original).reshaped).toBe(null);
  });

  it('must agree in those', () => {
    const without = changed(({ counts }) => ({ counts }));
    const wrong = withStep(without, 2, { state: { counts: { p1: 0, p2: 0 } } });
    expect(replay(players(), wrong)).toMatchObject({
      kind: 'differs',
      step: 2,
      mismatch: { kind: 'state', difference: { path: expect.stringMatching(/^counts\.p/) } },
    });
    const elsewhere = withStep(without, 0, { state: { counts: { p1: 1, p2: 0 } } });
    expect(replay(players(), elsewhere)).toMatchObject({
      step: 0,
      mismatch: { kind: 'initial-state', difference: { after: '0', before: '1' } },
    });
  });

  it('still have to break', () => {
    const without = changed(({ counts }) => ({ counts }));
    expect(replay(players({ bound: 99 }), without)).toMatchObject({ mismatch: { kind: 'holds' } });
  });
});

describe('readCounterexample', () => {
  it.each<[string, unknown, string]>([
    ['no object', [], 'the counterexample is []; it must be an object'],
    ['another version', { ...original, format: 2 }, 'format is 2; this version reads format 1'],
    ['no spec', { ...original, spec: undefined }, 'spec is missing; it must be a text'],
    ['no steps', { ...original, steps: [] }, 'steps is []; it must be a list of steps'],
    [
      'a constant of text',
      { ...original, constants: { most: '2' } },
      'constants.most is "2"; it must be a number',
    ],
    [
      'a step out of place',
      { ...original, steps: original.steps.slice(1) },
      'steps[0].step is 1; it must be 0',
    ],
    [
      'no action',
      withStep(original, 1, { action: null }),
      'steps[1].action is null; it must be an object',
    ],
    [
      'an action at first',
      withStep(original, 0, { action: { name: 'Count', params: {} } }),
      'it must be null in the initial state',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => readCounterexample(json)).toThrow(message);
  });
});
