import { describe, expect, it } from 'vitest';
import type { ScalarSchema } from '../schema/kinds.ts';
import { bool, identity, int, oneOf, optional, record, setOf } from '../schema/kinds.ts';
import { type Action, actionsOn, withoutCondition } from './action.ts';
import { ConstantError, resolveConstants } from './constants.ts';
import { ModelError } from './errors.ts';
import { actorOf, instancesOf, instanceText } from './instances.ts';
import { defineModel } from './model.ts';
import { type Property, propertiesOf } from './property.ts';

const schema = record({ n: int(0, 3) });
const action = actionsOn(schema);
const { always, sometimes } = propertiesOf(schema);
const nothing = { effect: () => undefined };

function modelOf(actions: Action[]) {
  return defineModel({
    name: 'm',
    state: schema,
    initial: [{ n: 0 }],
    actions,
    deadlock: 'allowed',
  });
}

describe('defineModel refuses', () => {
  const fine = { name: 'm', state: schema, initial: [{ n: 0 }], deadlock: 'allowed' } as const;
  const claim = { claim: '', holds: () => true };

  it('no initial state', () => {
    const build = () => defineModel({ ...fine, initial: [], actions: [] });
    expect(build).toThrow(new ModelError('model m has no initial state'));
  });

  it('two actions of one name', () => {
    const twice = [action('A', nothing), action('B', nothing), action('A', nothing)];
    expect(() => modelOf(twice)).toThrow('model m has two actions called A');
  });

  it('two properties of one name', () => {
    const properties = [always('P', claim), sometimes('P', claim)];
    const build = () => defineModel({ ...fine, actions: [], properties });
    expect(build).toThrow('model m has two properties called P');
  });

  it.each([
    [
      'a claim',
      { holds: () => true },
      'property P of model m must say what it claims, as a string',
    ],
    ['a function', { claim: '' }, "property P of model m must have a function 'holds'"],
  ])('a property without %s', (_, definition, why) => {
    const properties = [always('P', definition as typeof claim)];
    const build = () => defineModel({ ...fine, actions: [], properties });
    expect(build).toThrow(new ModelError(why));
  });

  it('a property of a kind that there is not', () => {
    const property = { ...always('P', claim), kind: 'allways' } as unknown as Property;
    const build = () => defineModel({ ...fine, actions: [], properties: [property] });
    expect(build).toThrow('property P of model m is of kind allways; there are always, step');
  });

  it.each<[string, ScalarSchema, string]>([
    ['no value', oneOf(), 'oneOf() has no value'],
    ['no bound', int(0, Number.POSITIVE_INFINITY), 'not bounded by two integers'],
    ['a fractional bound', int(0, 1.5), 'not bounded by two integers'],
    ['nobody', identity('broker', 0), 'has size 0'],
    ['several parts', record({}) as unknown as ScalarSchema, 'a parameter takes a number'],
    ['more values than can be tried', int(0, 2 ** 30), 'more than the 1048576'],
    ['more subsets than can be tried', setOf(int(0, 30)), 'more than the 1048576'],
  ])('a parameter with %s', (_, parameter, why) => {
    const build = () => modelOf([action('Act', { parameters: { p: parameter }, ...nothing })]);
    expect(build).toThrow(why);
    expect(build).toThrow(/Act/);
  });

  it('a parameter that is no property', () => {
    const parameters = { ['__proto__']: bool() };
    const build = () => modelOf([action('Act', { parameters, ...nothing })]);
    expect(build).toThrow('Act: a parameter cannot be called __proto__');
  });

  it('too many instances of one action', () => {
    const p = int(0, 2 ** 11 - 1);
    const build = () => modelOf([action('Act', { parameters: { p, q: p }, ...nothing })]);
    expect(build).toThrow(/Act has 4194304 instances, more than the 1048576/);
  });
});

describe('instancesOf', () => {
  it('is one for an action without parameters', () => {
    expect(instancesOf(action('A', nothing)).map(instanceText)).toEqual(['A']);
  });

  it('varies the last parameter fastest, over every kind of domain', () => {
    const broker = identity('broker', 2);
    const parameters = { set: setOf(broker), who: optional(broker) };
    expect(instancesOf(action('A', { parameters, ...nothing })).map(instanceText)).toEqual([
      'A(set: {}, who: none)',
      'A(set: {}, who: b1)',
      'A(set: {}, who: b2)',
      'A(set: {b1}, who: none)',
      'A(set: {b1}, who: b1)',
      'A(set: {b1}, who: b2)',
      'A(set: {b2}, who: none)',
      'A(set: {b2}, who: b1)',
      'A(set: {b2}, who: b2)',
      'A(set: {b1, b2}, who: none)',
      'A(set: {b1, b2}, who: b1)',
      'A(set: {b1, b2}, who: b2)',
    ]);
  });

  it('gives values of the domain, frozen', () => {
    const parameters = { n: int(-1, 0), b: bool(), o: oneOf('x', 'y') };
    const instances = instancesOf(action('A', { parameters, ...nothing }));
    expect(instances).toHaveLength(8);
    expect(instances[0]?.parameters).toEqual({ n: -1, b: false, o: 'x' });
    expect(instances[7]?.parameters).toEqual({ n: 0, b: true, o: 'y' });
    expect(instances.every((instance) => Object.isFrozen(instance.parameters))).toBe(true);
  });

  it('says who acts', () => {
    const parameters = { who: identity('broker', 2) };
    const actorsOf = (one: Action) => instancesOf(one).map((i) => actorOf(i, { n: 3 }));
    expect(actorsOf(action('A', { parameters, actor: 'who', ...nothing }))).toEqual(['b1', 'b2']);
    expect(actorsOf(action('A', { actor: 'controller', ...nothing }))).toEqual(['controller']);
    expect(actorsOf(action('A', { actor: ({ n }) => `b${n}`, ...nothing }))).toEqual(['b3']);
    expect(actorsOf(action('A', nothing))).toEqual([null]);
    const unknown = () => {
      throw new Error('who?');
    };
    expect(actorsOf(action('A', { actor: unknown, ...nothing }))).toEqual(['?']);
  });
});

describe('withoutCondition', () => {
  const guarded = action('A', { when: { one: () => true, two: () => false }, ...nothing });

  it('takes one condition away', () => {
    expect(withoutCondition(guarded, 'two').guard.map(({ name }) => name)).toEqual(['one']);
    expect(guarded.guard).toHaveLength(2);
  });

  it('refuses a condition that is not there', () => {
    expect(() => withoutCondition(guarded, 'three')).toThrow(
      "A has no condition 'three'; it has 'one', 'two'",
    );
  });

  it('leaves out a condition that is false', () => {
    const off = action('A', { when: { one: false, two: () => true }, ...nothing });
    expect(off.guard.map(({ name }) => name)).toEqual(['two']);
  });
});

describe('resolveConstants', () => {
  const ranges = { replicas: { default: 3, min: 1, max: 5, about: 'replicas' } };

  it('takes the default unless told otherwise', () => {
    expect(resolveConstants(ranges)).toEqual({ replicas: 3 });
    expect(resolveConstants(ranges, { replicas: 5 })).toEqual({ replicas: 5 });
  });

  it.each([0, 6, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (replicas) => {
    expect(() => resolveConstants(ranges, { replicas })).toThrow(ConstantError);
    expect(() => resolveConstants(ranges, { replicas })).toThrow('from 1 to 5');
  });

  it.each(['replica', 'toString', '__proto__'])('refuses the unknown name %s', (name) => {
    const chosen = Object.fromEntries([[name, 3]]);
    expect(() => resolveConstants(ranges, chosen)).toThrow(`no constant '${name}'`);
  });
});
