import { describe, expect, it } from 'vitest';
import { mapOver } from '../schema/containers.ts';
import { bool, identity, int, mapOf, oneOf, optional, record, setOf } from '../schema/kinds.ts';
import { has } from '../schema/sets.ts';
import type { Value } from '../schema/value.ts';
import type { Action, Condition, ParameterSchemas } from '../system/action.ts';
import { instancesOf } from '../system/instances.ts';
import { defineModel, type Model } from '../system/model.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { explored, outcomeOn } from '../testing/run.ts';
import { advance, createSearch } from './search.ts';

const broker = identity('broker', 3);
const schema = record({ votes: mapOf(broker, int(0, 2)), term: int(0, 3) });
type State = Value<typeof schema>;
type Given = Readonly<Record<string, number>>;
type Holds = (state: State, parameters: Given) => boolean;

const votesOf = ({ votes }: State, one: number): number => votes.at(one as never);

/** A model with one action, whose effect depends on all of its parameters and on the state. */
function modelWith(
  conditions: readonly unknown[],
  parameters: ParameterSchemas = { leader: broker, follower: broker },
  name = 'Act',
): Model {
  const guard = conditions.map((holds, at) => ({ name: `condition ${at}`, holds }) as Condition);
  const action: Action = {
    name,
    parameters,
    actor: null,
    fault: false,
    guard,
    effect: (draft, given) => {
      const state = draft as { term: number };
      const sum = Object.values(given as object).reduce<number>((a, b) => a * 2 + Number(b), 1);
      state.term = (state.term + Math.abs(sum)) % 4;
      const { votes } = draft as { votes: { put?(key: number, item: number): void } };
      const key = Math.abs(sum) % 3;
      const item = (votesOf(draft as State, key) + 1) % 3;
      if (Array.isArray(votes)) votes[key] = item;
      else votes.put?.(key, item);
    },
  };
  return defineModel({
    name: 'votes',
    state: schema,
    initial: [{ votes: mapOver(broker, () => 0), term: 0 }],
    actions: [action],
    deadlock: 'forbidden',
  });
}

const fewVotes = (state: State, one: number): boolean => votesOf(state, one) < 2;

/** The second argument of a condition that declares only one. */
const readsArguments = function () {
  // biome-ignore lint/complexity/noArguments: the odd way is what is tested.
  const [state, parameters] = arguments as unknown as [State, Given];
  return fewVotes(state, parameters['follower'] ?? 0);
};

describe('however a condition takes its parameters apart, the search finds the same', () => {
  it.each<[string, unknown]>([
    ['not at all', ({ term }: State) => term < 3],
    ['no argument', () => true],
    ['a bare argument', Function('return state => state.term < 3')()],
    ['whole', (state: State, parameters: Given) => fewVotes(state, parameters['follower'] ?? 0)],
    ['the first', (state: State, { leader }: Given) => fewVotes(state, leader ?? 0)],
    ['the second', (state: State, { follower }: Given) => fewVotes(state, follower ?? 0)],
    ['both', (state: State, { leader, follower }: Given) => leader !== follower && state.term < 3],
    ['both, turned round', (_: State, { follower, leader }: Given) => leader !== follower],
    ['renamed', (state: State, { leader: l }: Given) => fewVotes(state, l ?? 0)],
    [
      'renamed as another',
      (state: State, { leader: follower }: Given) => fewVotes(state, follower ?? 0),
    ],
    [
      'renamed as an earlier one',
      (state: State, { follower: leader }: Given) => fewVotes(state, leader ?? 0),
    ],
    ['with default', (state: State, { follower = 1 }: Given) => fewVotes(state, follower)],
    ['default from another', Function('return (s, { leader, x = leader }) => s.votes.at(x) < 2')()],
    ['default for all', (state: State, { follower }: Given = {}) => fewVotes(state, follower ?? 0)],
    [
      'the rest',
      (state: State, { leader: _, ...rest }: Given) => fewVotes(state, rest['follower'] ?? 0),
    ],
    [
      'rest arguments',
      (...given: Parameters<Holds>) => fewVotes(given[0], given[1]['follower'] ?? 0),
    ],
    ['a function', (state: State, { follower }: Given) => fewVotes(state, follower ?? 0)],
    ['a function of one', readsArguments],
    [
      'a method',
      {
        holds(state: State, { follower }: Given) {
          return fewVotes(state, follower ?? 0);
        },
      }.holds,
    ],
    [
      'a bound function',
      ((state: State, { follower }: Given) => fewVotes(state, follower ?? 0)).bind(null),
    ],
    [
      'a proxy',
      new Proxy((state: State, { follower }: Given) => fewVotes(state, follower ?? 0), {}),
    ],
    [
      'nested',
      Function(
        'return (s, { follower: { constructor: { name } } }) => name === "Number" && s.term < 3',
      )(),
    ],
    ['computed', Function('return (s, { ["follower"]: f }) => s.votes.at(f) < 2')()],
    ['quoted', Function('return (s, { "follower": f }) => s.votes.at(f) < 2')()],
    [
      'after a comment',
      Function('return (s /* , { leader }) => */, { follower }) => s.votes.at(follower) < 2')(),
    ],
    [
      'comment inside',
      Function('return (s, { /* leader, */ follower }) => s.votes.at(follower) < 2')(),
    ],
    [
      'on several lines',
      Function(
        'return (\n s,\n {\n leader,\n follower,\n }\n) => leader !== follower && s.term < 3',
      )(),
    ],
    ['escaped', Function('return (s, { foll\\u006fwer }) => s.votes.at(follower) < 2')()],
    [
      'state taken apart',
      ({ votes }: State, { follower }: Given) => votes.at((follower ?? 0) as never) < 2,
    ],
    ['state with default', Function('return (s = 1, { follower }) => s.votes.at(follower) < 2')()],
    [
      'arrow in default',
      Function('return (s, { follower: f } = (x, { leader }) => 1) => s.votes.at(f) < 2')(),
    ],
    [
      'an unknown parameter',
      Function('return (s, { nobody }) => nobody === undefined && s.term < 3')(),
    ],
    [
      'three arguments',
      Function('return (s, { leader }, more) => more === undefined && s.votes.at(leader) < 2')(),
    ],
  ])('%s', (_, holds) => {
    const model = modelWith([holds]);
    expect(explored(model, outcomeOn(model))).toEqual(exploreNaively(model));
  });
});

describe('conditions of one guard', () => {
  const relying = (state: State, { leader }: Given) => {
    if (state.term > 1) throw new Error('asked although the first condition does not hold');
    return fewVotes(state, leader ?? 0);
  };

  it('are evaluated in order, so that a later one may rely on an earlier one', () => {
    const first = (state: State, { follower }: Given) => state.term <= 1 && (follower ?? 0) >= 0;
    const model = modelWith([first, relying]);
    expect(explored(model, outcomeOn(model))).toEqual(exploreNaively(model));
  });

  it('of every depth together find the same', () => {
    const model = modelWith([
      (state: State) => state.term < 3,
      (state: State, { leader }: Given) => fewVotes(state, leader ?? 0),
      (_: State, { leader, follower }: Given) => leader !== follower,
      (state: State) => state.votes.some((votes) => votes === 0),
    ]);
    expect(explored(model, outcomeOn(model))).toEqual(exploreNaively(model));
  });

  it('that read fewer parameters are asked fewer times', () => {
    let asked = 0;
    const leaderOnly = (state: State, { leader }: Given) => {
      asked += 1;
      return leader === state.term;
    };
    const search = createSearch(modelWith([leaderOnly]));
    advance(search, 1);
    expect(asked).toBe(3);
  });
});

describe('parameters', () => {
  const size = (state: State, parameters: Given) =>
    (state.term + Object.keys(parameters).length) % 4 !== 3;

  it.each<[string, ParameterSchemas]>([
    ['none', {}],
    ['one boolean', { sure: bool() }],
    ['one of a single value', { only: int(5, 5) }],
    ['negative numbers', { delta: int(-2, 1) }],
    ['nothing or a broker', { who: optional(broker) }],
    ['a set', { isr: setOf(broker) }],
    ['three of different sizes', { a: int(0, 1), b: setOf(int(0, 1)), c: bool() }],
    ['named as a number is', { 1: bool(), 0: int(0, 2) }],
    ['named as objects are', { constructor: bool(), toString: int(0, 2) }],
  ])('%s', (_, parameters) => {
    const model = modelWith([size], parameters);
    expect(explored(model, outcomeOn(model))).toEqual(exploreNaively(model));
  });

  it('arrive as values of their domains', () => {
    const seen = new Set<unknown>();
    const remember = (_: State, given: Given) => {
      seen.add(JSON.stringify(given));
      return false;
    };
    const parameters = { role: oneOf('leader', 'follower'), isr: setOf(int(0, 1)), on: bool() };
    advance(createSearch(modelWith([remember], parameters)), 1);
    expect([...seen].slice(0, 3)).toEqual([
      '{"role":"leader","isr":0,"on":false}',
      '{"role":"leader","isr":0,"on":true}',
      '{"role":"leader","isr":1,"on":false}',
    ]);
    expect(seen.size).toBe(16);
  });

  it('arrive as the same values where a condition takes them apart', () => {
    const parameters = {
      sure: bool(),
      delta: int(-1, 1),
      role: oneOf('leader', 'follower'),
      who: optional(broker),
      isr: setOf(int(0, 1)),
    };
    const seen: unknown[] = [];
    const remember = (_: State, { role, who: someone, isr, delta, sure }: Given) => {
      seen.push({ sure, delta, role, who: someone, isr });
      return false;
    };
    const model = modelWith([remember], parameters);
    advance(createSearch(model), 1);
    expect(seen).toEqual(
      model.actions.flatMap((action) => instancesOf(action).map((instance) => instance.parameters)),
    );
    expect(seen).toHaveLength(2 * 3 * 2 * 4 * 4);
  });

  it('that are sets can be asked for members', () => {
    const inside = (state: State, { isr }: Given) => has((isr ?? 0) as never, state.term % 3);
    const model = modelWith([inside], { isr: setOf(broker) });
    expect(explored(model, outcomeOn(model))).toEqual(exploreNaively(model));
  });
});

describe('an action may be called', () => {
  it.each([
    'emit',
    'effect',
    'view',
    'given',
    'prefix0',
    'holds0',
    'delete',
    'eval',
    'arguments',
    '2PC commit',
    'élire',
    'a "quoted" name',
    'two\nlines',
    'constructor',
    '',
  ])('%j', (name) => {
    const model = modelWith([({ term }: State) => term < 3], undefined, name);
    expect(explored(model, outcomeOn(model))).toEqual(exploreNaively(model));
  });
});
