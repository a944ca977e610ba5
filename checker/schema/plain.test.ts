import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAt } from '../testing/edits.ts';
import { anySchema } from '../testing/schemas.ts';
import { numbersFrom, valueFrom } from '../testing/values.ts';
import { flaws, wrongValues } from '../testing/wrong.ts';
import { int, list, mapOf, optional, type RecordSchema, record } from './kinds.ts';
import { slotCount } from './layout.ts';
import { DomainError, writeSlots } from './plain.ts';
import { viewOf } from './views.ts';

function slotsFor(schema: RecordSchema, value: unknown): Int32Array {
  const slots = new Int32Array(slotCount(schema));
  writeSlots(schema, value, slots);
  return slots;
}

/** The error that this throws; a test fails if it throws none. */
function errorOf(run: () => void): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  return new Error('nothing was refused');
}

const inSomePlace = [
  anySchema,
  fc.nat(),
  fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 6 }),
] as const;

describe('a value outside its domain', () => {
  it('is refused wherever it is, with path, value and domain, by plain data and views alike', () => {
    fc.assert(
      fc.property(...inSomePlace, fc.nat(), (schema, seed, path, which) => {
        const state = valueFrom(schema, numbersFrom(seed));
        const view = viewOf(schema, slotsFor(schema, state));
        const place = placeAt(schema, state, path);
        const placeInView = placeAt(schema, view, path);
        // Items that take no room are told apart by nothing.
        fc.pre(slotCount(place.schema) > 0);
        const wrong = wrongValues(place.schema);
        const value = wrong[which % wrong.length];
        place.replace(value);
        const plainly = errorOf(() => slotsFor(schema, state));
        expect(plainly).toBeInstanceOf(DomainError);
        expect(plainly).toMatchObject({ path: place.path, value });
        const viewed = errorOf(() => placeInView.replace(value));
        expect(viewed.message).toBe(plainly.message);
        expect(viewed).toMatchObject({ path: place.path, value });
      }),
      { numRuns: 1500 },
    );
  });

  it('is refused inside a compound, with the path that leads to it', () => {
    fc.assert(
      fc.property(...inSomePlace, fc.nat(), (schema, seed, path, which) => {
        const state = valueFrom(schema, numbersFrom(seed));
        const view = viewOf(schema, slotsFor(schema, state));
        const place = placeAt(schema, state, path);
        const placeInView = placeAt(schema, view, path);
        // Items that take no room are told apart by nothing.
        fc.pre(slotCount(place.schema) > 0);
        const found = flaws(place.schema, seed);
        const flaw = found[which % Math.max(1, found.length)];
        fc.pre(flaw !== undefined);
        place.replace(flaw.value);
        const plainly = errorOf(() => slotsFor(schema, state));
        expect(plainly).toBeInstanceOf(DomainError);
        expect(plainly).toMatchObject({ path: place.path + flaw.path });
        const viewed = errorOf(() => placeInView.replace(flaw.value));
        expect(viewed.message).toBe(plainly.message);
      }),
      { numRuns: 300 },
    );
  });
});

describe('slots that held another value', () => {
  it('hold nothing of it afterwards', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), fc.nat(), (schema, seed, other) => {
        const state = valueFrom(schema, numbersFrom(seed));
        const slots = slotsFor(schema, valueFrom(schema, numbersFrom(other)));
        writeSlots(schema, state, slots);
        expect(slots).toEqual(slotsFor(schema, state));
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is nearly wrong', () => {
  const schema = record({ n: int(-2, 2), log: list(int(0, 3), 3), o: optional(record({})) });
  const state = () => ({ n: -0, log: [1, 2], o: null });

  it('minus zero is zero', () => {
    expect(slotsFor(schema, state())).toEqual(slotsFor(schema, { ...state(), n: 0 }));
    const slots = slotsFor(schema, { ...state(), n: 2 });
    Object.assign(viewOf(schema, slots), { n: -0 });
    expect(slots).toEqual(slotsFor(schema, state()));
  });

  it('objects without prototype are plain', () => {
    const bare = Object.assign(Object.create(null), state());
    expect(slotsFor(schema, bare)).toEqual(slotsFor(schema, state()));
  });

  it('frozen values and getters are read, not kept', () => {
    const log = Object.freeze([1, 2]);
    const shifty = Object.freeze({ ...state(), log });
    expect(slotsFor(schema, shifty)).toEqual(slotsFor(schema, state()));
  });
});

interface Items {
  length: number;
  at(index: unknown): unknown;
  push(item: unknown): number;
  put(index: unknown, item: unknown): void;
  removeAt(index: unknown): void;
}

describe('a view of a list or map', () => {
  const schema = record({ log: list(int(0, 3), 3), row: mapOf(int(0, 2), int(0, 3)) });
  const state = { log: [1, 2], row: [1, 2, 3] };
  const fresh = () => viewOf(schema, slotsFor(schema, state)) as { log: Items; row: Items };
  const notAnIndex = [0.5, Number.NaN, '0', null, undefined, true, 2 ** 32, [0], {}];

  it.each([3, 4, -1, 1.5, Number.NaN, '1', 2 ** 32, null, undefined])('refuses length %s', (n) => {
    const { log } = fresh();
    const error = errorOf(() => Object.assign(log, { length: n }));
    expect(error).toMatchObject({ path: 'log.length', value: n });
  });

  it('refuses one more than the capacity', () => {
    const { log } = fresh();
    log.push(3);
    expect(errorOf(() => log.push(3))).toMatchObject({ path: 'log.length', value: 4 });
    expect(log.length).toBe(3);
  });

  it.each([...notAnIndex, 2, -1])('refuses to put or remove at %s', (index) => {
    for (const change of [
      ({ log }: { log: Items }) => log.put(index, 1),
      ({ log }: { log: Items }) => log.removeAt(index),
    ])
      expect(errorOf(() => change(fresh()))).toMatchObject({ path: 'log.index', value: index });
  });

  it.each([...notAnIndex, 3, -1])('refuses key %s', (key) => {
    expect(errorOf(() => fresh().row.put(key, 1))).toMatchObject({ path: 'row.index', value: key });
    expect(errorOf(() => fresh().row.at(key))).toMatchObject({ path: 'row.index', value: key });
  });

  it.each(notAnIndex)('refuses to read at %s', (index) => {
    expect(errorOf(() => fresh().log.at(index))).toMatchObject({ path: 'log.index', value: index });
  });

  it('prints as its value', () => {
    const view = fresh();
    expect(JSON.stringify(view)).toBe(JSON.stringify(state));
    expect(inspect(view)).toBe(inspect(state));
    expect(inspect(view.log)).toBe('[ 1, 2 ]');
  });

  it('says what there is in place of what only an array has', () => {
    const { log, row } = fresh() as unknown as { log: number[]; row: number[] };
    for (const attempt of [
      () => log.filter((id) => id > 1),
      () => [...log],
      () => log.splice(0, 1),
      () => log.includes(1),
      () => row.map((id) => id),
      () => row.find((id) => id > 1),
      () => row.push(1),
    ])
      expect(attempt).toThrow(/length, at, some and every.*removeAt/);
    expect(log.find((id) => id > 1)).toBe(2);
  });

  it('refuses a property that it does not have', () => {
    const view = fresh();
    expect(() => Object.assign(view, { typo: 1 })).toThrow(TypeError);
    expect(() => Object.assign(view.log, { 0: 1 })).toThrow(TypeError);
    expect(() => Object.assign(view.row, { length: 1 })).toThrow(TypeError);
  });
});
