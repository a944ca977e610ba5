/** Models that were put together by hand: whatever is wrong with one is said, by name, before it is searched. */
import { describe, expect, it } from 'vitest';
import { bool, int, list, oneOf, record } from '../schema/kinds.ts';
import { createSearch } from '../search/search.ts';
import { createSimulation } from '../simulate/simulation.ts';
import { type Action, actionsOn } from './action.ts';
import { defineModel, type Model } from './model.ts';
import { propertiesOf } from './property.ts';

const schema = record({ n: int(0, 3) });
const { always, step, sometimesStep } = propertiesOf(schema);
const act = actionsOn(schema) as (name: string, definition: object) => Action;
const count = act('Count', {
  when: { 'there is room': ({ n }: { n: number }) => n < 3 },
  effect: (draft: { n: number }) => {
    draft.n += 1;
  },
});
const small = always('small', { claim: 'n is small', holds: ({ n }) => n < 3 });
const model = defineModel({
  name: 'm',
  state: schema,
  initial: [{ n: 0 }],
  actions: [count],
  properties: [small],
  deadlock: 'allowed',
});
const nothing = { effect: () => undefined };
const not = (type: unknown) => type as never;

describe('a model that was varied by hand', () => {
  it.each<[string, Partial<Model>, string]>([
    ['no initial state', { initial: [] }, 'model m has no initial state'],
    ['a kind of property', { properties: [{ ...small, kind: not('alwayz') }] }, 'of kind alwayz'],
    ['how deadlocks count', { deadlock: not('forbiden') }, 'deadlock of model m must be'],
    ['two actions of a name', { actions: [count, { ...count }] }, 'two actions called Count'],
    ['two properties of a name', { properties: [small, small] }, 'two properties called small'],
    ['a fault', { actions: [{ ...count, fault: not(1) }] }, 'action Count has the fault 1'],
    ['a `when`', { actions: [not({ ...count, when: {} })] }, "action Count has no 'when'"],
    ['an actor', { actions: [{ ...count, actor: not(5) }] }, 'has an actor that is neither'],
    ['an action', { actions: [count, not(undefined)] }, 'model m needs `actions`, an array'],
    ['actions in a set', { actions: not(new Set([count])) }, 'model m needs `actions`, an array'],
    ['a guard', { actions: [{ ...count, guard: [not({})] }] }, 'needs a guard of named conditions'],
    ['properties', { properties: not({}) }, 'model m needs `properties`, an array'],
    ['a state', { state: not(undefined) }, 'model m needs a `state`: what record('],
    ['its fields as a state', { state: not(schema.fields) }, 'model m needs a `state`'],
  ])('is refused for %s', (_, parts, why) => {
    const varied = { ...model, ...parts };
    expect(() => createSearch(varied)).toThrow(why);
    expect(() => createSimulation(varied, { walks: 1, depth: 2, seed: 1 })).toThrow(why);
    expect(() => defineModel(varied as never)).toThrow(why);
  });
});

it('a model with more instances of all actions together than can be tried is refused', () => {
  const parameters = { wide: int(0, 2 ** 20 - 1) };
  const actions = ['A', 'B', 'C', 'D', 'E'].map((name) => act(name, { parameters, ...nothing }));
  expect(() => defineModel({ ...model, actions, properties: [] } as never)).toThrow(
    'model m has 5242880 instances of actions, more than the 4194304',
  );
});

describe('an action', () => {
  it.each<[string, object, string]>([
    ['a function for a guard', { when: () => false }, '`when` of A must be an object'],
    ['a map for a guard', { when: new Map([['x', () => false]]) }, '`when` of A must be an object'],
    ['a list for a guard', { when: [() => false] }, '`when` of A must be an object'],
    ['a number for a fault', { fault: 1 }, 'action A has the fault 1; it takes true or false'],
    ['a number for an actor', { actor: 1 }, 'action A has an actor that is neither'],
    ['a list of parameters', { parameters: [bool()] }, 'action A needs `parameters` as an object'],
  ])('is refused with %s', (_, parts, why) => {
    expect(() => act('A', { ...nothing, ...parts })).toThrow(why);
  });

  it('is refused without a name', () => {
    expect(() => act(not(7), nothing)).toThrow('an action needs a name, a text; got 7');
  });
});

describe('a property of steps', () => {
  const modelWith = (name: string, source: string) =>
    defineModel({
      ...model,
      properties: [
        step(name, {
          claim: '',
          holds: new Function('before', 'after', 'step', `return ${source};`) as () => boolean,
        }),
      ],
    } as never);

  it.each(["step.name !== 'Cuont'", 'step.name === "count"', 'step.name !== `Counts`'])(
    'is refused that misspells an action: %s',
    (source) => {
      expect(() => modelWith('P', source)).toThrow(
        /property P asks for .*; did you mean 'Count'\?/,
      );
    },
  );

  it.each([
    "step.name !== 'Count'",
    "step.name !== 'ElectLeader'",
    "'Cuont' !== 'Count'",
    "before.stage !== 'Cuont'",
    "after.request.name !== 'count'",
    "step.name !== 'Count' && step.name !== 'Count2'",
  ])('is not refused otherwise: %s', (source) => {
    expect(modelWith('P', source).properties).toHaveLength(1);
  });

  it('is not refused for what a component of the state can be', () => {
    const held = record({ held: list(record({ name: oneOf('count', 'recount') }), 1) });
    const { step } = propertiesOf(held);
    const asks = step('S', {
      claim: '',
      holds: (_, { held }) => held.every(({ name }) => name === 'count'),
    });
    const parts = { ...model, state: held, initial: [{ held: [] }], properties: [asks] };
    expect(defineModel(parts as never).properties).toHaveLength(1);
  });

  it('is looked at where it is taken apart as well', () => {
    const seen = sometimesStep('S', { claim: '', holds: (_, __, { name }) => name === 'Cuont' });
    expect(() => defineModel({ ...model, properties: [seen] } as never)).toThrow("mean 'Count'?");
  });
});

describe('a schema', () => {
  it.each<[unknown, string]>([
    [new Set(), 'part: a Set is no kind of component; there are int, bool'],
    [new Date(), 'part: a Date is no kind'],
    [Number, 'part: the function Number is no kind'],
    [0, 'part: 0 is no kind'],
    [{ kind: 'integer' }, 'part: an object of another kind is no kind'],
    [list(not(null), 2), 'part[]: null is no kind'],
    [oneOf(...Array.from({ length: 2000 }, (_, nth) => `n${nth}`)), 'more than 1024: take an int'],
    [oneOf(not(['up', 'down'])), "part: oneOf takes texts, one by one: oneOf('up', 'down')"],
  ])('is refused with %s', (part, why) => {
    const state = record({ part: part as never });
    expect(() => defineModel({ ...model, state, properties: [] } as never)).toThrow(why);
  });
});
