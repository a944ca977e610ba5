import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { put, removeAt } from './containers.ts';
import { bag, int, list, mapOf, optional, type RecordSchema, record, union } from './kinds.ts';
import { slotCount } from './layout.ts';
import { readSlots, writeSlots } from './plain.ts';
import type { Draft } from './value.ts';
import { viewOf } from './views.ts';

function slotsFor(schema: RecordSchema, value: unknown): Int32Array {
  const slots = new Int32Array(slotCount(schema));
  writeSlots(schema, value, slots);
  return slots;
}

/** A view of a state, and the slots under it. */
function viewing<State = Record<string, unknown>>(schema: RecordSchema, value: unknown) {
  const slots = slotsFor(schema, value);
  return { slots, view: viewOf(schema, slots) as State };
}

const pair = record({ x: int(0, 9), items: list(int(0, 9), 3) });

describe('a part of the state stored in place of what holds it', () => {
  const schema = record({
    both: record({ first: pair, second: pair }),
    message: union('kind', {
      request: record({ body: pair }),
      answer: record({ code: int(0, 9), body: pair }),
    }),
    rows: list(pair, 3),
    inbox: bag(list(int(0, 9), 2), 2),
    table: mapOf(int(0, 1), pair),
    spare: optional(pair),
    chain: record({
      rest: optional(record({ rest: optional(int(0, 9)), x: int(0, 9) })),
      x: int(0, 9),
    }),
  });
  const one = { x: 1, items: [1] };
  const two = { x: 2, items: [2, 2] };
  const state = {
    both: { first: one, second: two },
    message: { kind: 'request', body: two },
    rows: [one, two],
    inbox: [[1], [2, 2]],
    table: [one, two],
    spare: two,
    chain: { rest: { rest: null, x: 5 }, x: 4 },
  };
  type State = Draft<typeof schema>;

  it.each<[string, (draft: State) => void]>([
    [
      'two fields swapped',
      (draft) => {
        draft.both = { first: draft.both.second, second: draft.both.first };
      },
    ],
    [
      'a field moved to another variant',
      (draft) => {
        draft.message = { kind: 'answer', code: 3, body: draft.message.body };
      },
    ],
    [
      'a field kept in the same variant',
      (draft) => {
        draft.message = { kind: 'request', body: draft.message.body };
      },
    ],
    [
      'a list reversed',
      (draft) => {
        const [a, b] = [draft.rows.at(0), draft.rows.at(1)];
        if (a !== undefined && b !== undefined) draft.rows = [b, a] as unknown as State['rows'];
      },
    ],
    [
      'a map turned round',
      (draft) => {
        draft.table = [draft.table.at(1), draft.table.at(0)] as unknown as State['table'];
      },
    ],
    [
      'an optional built from itself',
      (draft) => {
        if (draft.spare !== null) draft.spare = { x: 7, items: draft.spare.items };
      },
    ],
    [
      'a chain without its head',
      (draft) => {
        if (draft.chain.rest !== null) draft.chain = draft.chain.rest as unknown as State['chain'];
      },
    ],
    [
      'an item copied over its neighbour',
      (draft) => {
        const last = draft.rows.at(-1);
        if (last !== undefined) draft.rows.push({ x: 9, items: last.items });
        removeAt(draft.rows, 0);
      },
    ],
  ])('%s', (_, effect) => {
    const { view, slots } = viewing<State>(schema, state);
    effect(view);
    const after = produce(state, (draft) => effect(draft as unknown as State));
    expect(readSlots(schema, slots)).toEqual(after);
    expect(slots).toEqual(slotsFor(schema, after));
  });
});

describe('a part that was replaced', () => {
  const schema = record({
    spare: optional(pair),
    message: union('kind', {
      request: record({ body: pair }),
      answer: record({ code: int(0, 1) }),
    }),
  });
  const one = { x: 1, items: [1] };
  type State = Draft<typeof schema>;

  it.each<[string, (draft: State) => void]>([
    [
      'an optional, read',
      (draft) => {
        const { spare } = draft;
        draft.spare = null;
        spare?.x.toFixed();
      },
    ],
    [
      'an optional, written',
      (draft) => {
        const { spare } = draft;
        draft.spare = null;
        if (spare !== null) spare.x = 2;
      },
    ],
    [
      'an optional, put back',
      (draft) => {
        const { spare } = draft;
        draft.spare = null;
        draft.spare = spare;
      },
    ],
    [
      'a variant, read',
      (draft) => {
        const { message } = draft;
        draft.message = { kind: 'answer', code: 1 };
        if (message.kind === 'request') message.body.x.toFixed();
      },
    ],
    [
      'a variant, written',
      (draft) => {
        const { message } = draft;
        draft.message = { kind: 'answer', code: 1 };
        if (message.kind === 'request') message.body = { x: 9, items: [] as never };
      },
    ],
    [
      'a variant, put back',
      (draft) => {
        const { message } = draft;
        draft.message = { kind: 'answer', code: 1 };
        draft.message = message;
      },
    ],
  ])('cannot be used: %s', (_, effect) => {
    const { view } = viewing<State>(schema, {
      spare: one,
      message: { kind: 'request', body: one },
    });
    expect(() => effect(view)).toThrow(/was replaced/);
  });
});

describe('what lies in a part that was replaced, however deep', () => {
  const schema = record({
    spare: optional(record({ inner: pair, table: mapOf(int(0, 1), pair) })),
    rows: optional(list(pair, 3)),
    inbox: optional(bag(int(0, 9), 3)),
    message: union('kind', {
      request: record({ log: list(int(0, 9), 3), nested: union('of', { a: pair, b: pair }) }),
      answer: record({ code: int(0, 9), more: int(0, 9) }),
    }),
  });
  type State = Draft<typeof schema>;
  type Rows = NonNullable<State['rows']>;
  const one = { x: 1, items: [1] };
  const whole = {
    spare: { inner: one, table: [one, one] },
    rows: [one, one],
    inbox: [1, 2],
    message: { kind: 'request', log: [1], nested: { of: 'a', ...one } },
  };
  const present = <Part>(part: Part | null | undefined): Part => {
    if (part === null || part === undefined) throw new Error('it is there at the start');
    return part;
  };
  const request = ({ message }: State) => present(message.kind === 'request' ? message : null);

  const onRows: readonly [string, (rows: Rows) => unknown][] = [
    ['at', (rows) => rows.at(0)],
    ['at, from the end', (rows) => rows.at(-1)],
    ['length', (rows) => rows.length],
    ['some', (rows) => rows.some(() => false)],
    ['every', (rows) => rows.every(() => true)],
    ['find', (rows) => rows.find(() => false)],
    ['findIndex', (rows) => rows.findIndex(() => false)],
    ['push', (rows) => rows.push(one as never)],
    ['put', (rows) => put(rows, 0, one as never)],
    ['removeAt', (rows) => removeAt(rows, 0)],
    ['shorter', (rows) => removeAt(rows, rows.length - 1)],
  ];

  it.each(onRows)('cannot be used: a list, %s', (_, use) => {
    const { view } = viewing<State>(schema, whole);
    const rows = present(view.rows);
    use(rows);
    view.rows = null;
    expect(() => use(rows)).toThrow(/was replaced/);
  });

  it.each<[string, (draft: State) => () => unknown]>([
    [
      'an item of a list',
      (draft) => {
        const item = present(draft.rows?.at(1));
        draft.rows = null;
        return () => {
          item.x = 2;
        };
      },
    ],
    [
      'a list in an item of a list',
      (draft) => {
        const items = present(draft.rows?.at(1)).items;
        draft.rows = null;
        return () => items.push(2);
      },
    ],
    [
      'a bag',
      (draft) => {
        const inbox = present(draft.inbox);
        draft.inbox = null;
        return () => inbox.push(3);
      },
    ],
    [
      'a record in a record',
      (draft) => {
        const { inner } = present(draft.spare);
        draft.spare = null;
        return () => {
          inner.x = 3;
        };
      },
    ],
    [
      'a map in a record',
      (draft) => {
        const { table } = present(draft.spare);
        draft.spare = null;
        return () => put(table, 0, one as never);
      },
    ],
    [
      'a map in a record, read',
      (draft) => {
        const { table } = present(draft.spare);
        draft.spare = null;
        return () => table.at(0);
      },
    ],
    [
      'a map in a record, stored elsewhere',
      (draft) => {
        const { inner } = present(draft.spare);
        draft.spare = null;
        return () => {
          draft.rows = [inner] as never;
        };
      },
    ],
    [
      'a list in a variant',
      (draft) => {
        const { log } = request(draft);
        draft.message = { kind: 'answer', code: 0, more: 0 };
        return () => log.push(3);
      },
    ],
    [
      'a variant in a variant, whose slot says as before what is there',
      (draft) => {
        const { nested } = request(draft);
        draft.message = { kind: 'answer', code: 0, more: 0 };
        return () => {
          nested.x = 3;
        };
      },
    ],
  ])('cannot be used: %s', (_, replaced) => {
    const { view, slots } = viewing<State>(schema, whole);
    const use = replaced(view);
    const before = [...slots];
    expect(use).toThrow(/was replaced/);
    expect([...slots]).toEqual(before);
  });

  it('can be used again once it is there again', () => {
    const { view } = viewing<State>(schema, whole);
    view.rows = null;
    view.rows = [one] as never;
    const rows = (): Rows => present((view as State).rows as Rows | null);
    rows().push(one as never);
    expect(rows().length).toBe(2);
  });
});
