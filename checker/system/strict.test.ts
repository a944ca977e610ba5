import { describe, expect, it } from 'vitest';
import { identity, int, list, record, setOf } from '../schema/kinds.ts';
import { emptySet, fullSet } from '../schema/sets.ts';
import type { Draft, Value } from '../schema/value.ts';
import type { Outcome } from '../search/outcome.ts';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import { type Action, type ActionDefinition, actionsOn } from './action.ts';
import { defineModel } from './model.ts';
import { type Property, propertiesOf } from './property.ts';
import { strictly, strictlyShared } from './strict.ts';

const entry = record({ id: int(0, 5) });
const schema = record({ n: int(0, 5), log: list(entry, 3), last: entry });
type State = Value<typeof schema>;
type Definition = ActionDefinition<typeof schema, Record<never, never>>;

function outcomeWith(parts: Partial<Definition>, properties: readonly Property[] = []): Outcome {
  const search = createSearch(
    defineModel({
      name: 'counting',
      state: schema,
      initial: [{ n: 0, log: [{ id: 1 }], last: { id: 1 } }],
      actions: [
        actionsOn(schema)('Count', {
          when: { 'there is room': ({ n }) => n < 5 },
          effect: (draft) => {
            draft.n += 1;
          },
          ...parts,
        }),
      ],
      properties,
      deadlock: 'allowed',
    }),
  );
  while (!advance(search, 1000));
  return outcomeOf(search);
}

describe('plain data read strictly', () => {
  const data = strictly({ n: 1, log: [{ id: 2 }] }) as {
    n: number;
    log: { id: number; epoch?: number }[];
    wrong?: number;
  };

  it('is the same to read', () => {
    expect(JSON.stringify(data)).toBe('{"n":1,"log":[{"id":2}]}');
    expect(data.log.at(0)?.id).toBe(2);
    expect(data.log.at(1)).toBeUndefined();
    expect(data.log.some(({ id }) => id === 2)).toBe(true);
    expect([...data.log]).toHaveLength(1);
  });

  it('throws for a field that it does not have, and does not change', () => {
    expect(() => data.wrong).toThrow("there is no 'wrong' here. There is n, log");
    expect(() => data.log[0]?.epoch).toThrow("there is no 'epoch' here. There is id");
    expect(() => (data as unknown as { logs: unknown }).logs).toThrow(
      "'logs' here; did you mean 'log'?",
    );
    expect(() => (data.log as unknown as { lenght: number }).lenght).toThrow(
      "there is no 'lenght' here; did you mean 'length'? There is length, at, some",
    );
    expect(() => {
      data.n = 2;
    }).toThrow(TypeError);
  });

  it('says that it is only to be read', () => {
    expect(() => {
      data.n = 2;
    }).toThrow("'n' is assigned: guards and properties may only read the state");
  });

  it('has equal parts that are one where that is asked, but for the items of one list', () => {
    const equal = { some: [{ id: 1 }, { id: 1 }], other: { id: 1 } };
    type Parts = { readonly some: readonly object[]; readonly other: object };
    const shared = strictlyShared(equal) as Parts;
    expect(shared.some[0]).toBe(shared.other);
    expect(shared.some[1]).not.toBe(shared.some[0]);
    const apart = strictly(equal) as Parts;
    expect(apart.some[0]).not.toBe(apart.other);
  });

  it('freezes what it was made of, through and through', () => {
    const plain = { n: 1, log: [{ id: 2 }] };
    strictly(plain);
    expect([plain, plain.log, plain.log[0]].every(Object.isFrozen)).toBe(true);
  });
});

describe('a misspelt field', () => {
  const misspelt = (state: { readonly n: number }) => (state as { readonly m?: number }).m !== 3;

  it.each<[string, Partial<Definition>, Property[]]>([
    ['in a guard', { when: { 'there is room': (state) => state.n < 5 && misspelt(state) } }, []],
    ['in a property', {}, [propertiesOf(schema).always('P', { claim: '', holds: misspelt })]],
    [
      'in a step property',
      {},
      [propertiesOf(schema).step('P', { claim: '', holds: (_, after) => misspelt(after) })],
    ],
  ])('%s makes the model invalid', (_, parts, properties) => {
    const outcome = outcomeWith(parts, properties);
    expect(outcome.verdict).toBe('invalid-model');
    expect(outcome.invalid?.message).toContain("there is no 'm' here");
  });
});

describe('a set that is used as other languages use theirs', () => {
  const sets = record({ on: setOf(identity('lamp', 2)) });
  const judgedBy = (holds: (state: { readonly on: number }) => boolean) => {
    const action = actionsOn(sets)('Switch', {
      effect: (draft) => {
        draft.on = emptySet();
      },
    });
    const property = propertiesOf(sets).always('P', { claim: '', holds: holds as never });
    const search = createSearch(
      defineModel({
        name: 'lamps',
        state: sets,
        initial: [{ on: fullSet(identity('lamp', 2)) }],
        deadlock: 'allowed',
        actions: [action],
        properties: [property],
      }),
    );
    while (!advance(search, 100));
    return outcomeOf(search);
  };

  it.each<[string, (on: unknown) => boolean]>([
    ['length', (on) => !((on as readonly unknown[]).length > 2)],
    ['size', (on) => !((on as ReadonlySet<unknown>).size > 2)],
    ['has', (on) => (on as ReadonlySet<unknown>).has(0)],
  ])('by %s makes the model invalid, and hears what there is', (_, ask) => {
    const { verdict, invalid } = judgedBy(({ on }) => ask(on));
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toContain(
      'sets are numbers, to be used by size(set), has(set, member)',
    );
  });
});

describe('what is compared by who it is', () => {
  const { always } = propertiesOf(schema);
  it.each<[string, Property]>([
    [
      'two parts of the state',
      always('P', {
        claim: 'the last is not on the list',
        holds: ({ log, last }) => log.at(0) !== last,
      }),
    ],
    ['a set by its size', always('P', { claim: '', holds: ({ n }) => !(sizeOf(n) > 1) })],
  ])('makes the model invalid: %s', (_, property) => {
    const pushing = { effect: (draft: Draft<typeof schema>) => void push(draft) };
    const { verdict, invalid } = outcomeWith(pushing, [property]);
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toMatch(/one answer on plain data|asked for 'size'/);
  });

  it('is no fault where it tells items of one list apart by their places', () => {
    const isTwice = (log: State['log']): boolean =>
      log.some((one) => log.some((other) => one !== other && one.id === other.id));
    const properties = [always('P', { claim: '', holds: ({ log }) => !isTwice(log) })];
    const pushing = { effect: (draft: Draft<typeof schema>) => void push(draft) };
    expect(outcomeWith(pushing, properties)).toMatchObject({ verdict: 'violated' });
  });

  it('leaves numbers as they were', () => {
    expect(Object.getOwnPropertyNames(Number.prototype)).not.toContain('size');
  });
});

const sizeOf = (set: unknown): number => (set as { size: number }).size;
function push(draft: Draft<typeof schema>): void {
  draft.n += 1;
  if (draft.log.length < 3) draft.log.push({ id: 1 });
}

describe('a misspelt parameter', () => {
  const schemaOfAdd = { amount: int(1, 2) };
  const add = (
    when: (parameters: Readonly<Record<string, unknown>>) => boolean,
    effect: (parameters: Readonly<Record<string, unknown>>) => number,
  ) =>
    actionsOn(schema)('Add', {
      parameters: schemaOfAdd,
      when: { asked: ({ n }, parameters) => n < 4 && when(parameters) },
      effect: (draft, parameters) => {
        draft.n += effect(parameters);
      },
    });
  const other = actionsOn(schema)('Other', {
    parameters: { mount: int(0, 0) },
    when: { never: () => false },
    effect: () => undefined,
  });
  const outcome = (action: Action, properties: readonly Property[] = []): Outcome => {
    const search = createSearch(
      defineModel({
        name: 'adding',
        state: schema,
        initial: [{ n: 0, log: [], last: { id: 1 } }],
        actions: [action, other],
        properties,
        deadlock: 'allowed',
      }),
    );
    while (!advance(search, 1000));
    return outcomeOf(search);
  };
  const amountOf = ({ amount }: Readonly<Record<string, unknown>>): number => Number(amount);

  it.each<[string, Action, Property[]]>([
    ['in a guard', add(({ amont }) => amont === undefined, amountOf), []],
    [
      'in an effect',
      add(
        () => true,
        ({ amunt = 1 }) => Number(amunt),
      ),
      [],
    ],
    [
      'in a step property',
      add(() => true, amountOf),
      [
        propertiesOf(schema).step('P', {
          claim: '',
          holds: (_before, _after, { parameters: { amounts } }) => amounts === undefined,
        }),
      ],
    ],
  ])('%s makes the model invalid', (_, action, properties) => {
    const { verdict, invalid } = outcome(action, properties);
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toMatch(/there is no parameter 'am\w+'; did you mean 'amount'\?/);
  });

  it('is none that another action has, or that is like none', () => {
    const shared = ({
      mount = 0,
      from = 0,
      amount2 = 0,
    }: Readonly<Record<string, unknown>>): boolean => mount === 0 && from === 0 && amount2 === 0;
    expect(outcome(add(shared, amountOf)).verdict).toBe('holds');
  });
});

describe('a step property that is not a pure function', () => {
  let calls = 0;
  it.each<[string, (before: { n: number }, after: { n: number }) => boolean]>([
    ['counts its calls', () => calls++ % 2 === 0 || calls > 5],
    [
      'changes the state',
      (_, after) => {
        after.n = 0;
        return true;
      },
    ],
    ['is asynchronous', (async () => false) as unknown as () => boolean],
    ['counts fields of its own', (before) => Object.keys(before).length > 3],
  ])('and %s makes the model invalid', (_, holds) => {
    calls = 0;
    const property = propertiesOf(schema).step('P', { claim: '', holds: holds as never });
    expect(outcomeWith({}, [property]).verdict).toBe('invalid-model');
  });

  it('may compare views as text', () => {
    const holds = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
    const property = propertiesOf(schema).step('P', { claim: '', holds });
    expect(outcomeWith({}, [property]).verdict).toBe('holds');
  });
});

describe('an action that is not well-formed is refused', () => {
  it.each<[string, object]>([
    ["action Count has no 'wen'; did you mean 'when'? It can have parameters,", { wen: {} }],
    ["action Count has no 'fautl'; did you mean 'fault'?", { fautl: true }],
    ['action Count needs an effect', { effect: undefined }],
    ["condition 'c' of Count must be a function, or false; it is true", { when: { c: true } }],
    ['it is 0: of a constant c, `c === 1 && ...` is false', { when: { c: 0 } }],
  ])('%s', (message, parts) => {
    expect(() => outcomeWith(parts)).toThrow(message);
  });

  it('and so are a property and a model', () => {
    const property = propertiesOf(schema).always('P', { claim: '', holds: () => true });
    const because = { ...property, becuase: () => '' };
    expect(() => outcomeWith({}, [because])).toThrow("has no 'becuase'; did you mean 'because'?");
    const text = { ...property, because: 'it is so' as never };
    expect(() => outcomeWith({}, [text])).toThrow("'because' of property P of model counting must");
    const deadlock = { ...property, name: 'deadlock' };
    expect(() => outcomeWith({}, [deadlock])).toThrow('a property called deadlock, which stands');
    const model = {
      name: 'm',
      state: schema,
      initial: [{ n: 0, log: [], last: { id: 1 } }],
      actions: [],
    };
    const wrong = { ...model, deadlock: 'allowed' as const, propertys: [property] };
    expect(() => defineModel(wrong)).toThrow(
      "model m has no 'propertys'; did you mean 'properties'",
    );
  });
});
