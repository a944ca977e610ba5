import fc from 'fast-check';
import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { anyEdit, applyEdit } from '../testing/edits.ts';
import { read } from '../testing/reading.ts';
import { anySchema } from '../testing/schemas.ts';
import { arbitrary } from './arbitrary.ts';
import { int, list, type RecordSchema, record } from './kinds.ts';
import { slotCount } from './layout.ts';
import { readSlots, writeSlots } from './plain.ts';
import type { Draft } from './value.ts';
import { viewOf } from './views.ts';

const schemaAndTwoValues = anySchema.chain((schema) =>
  fc.tuple(fc.constant(schema), arbitrary<RecordSchema>(schema), arbitrary<RecordSchema>(schema)),
);

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

describe('a view', () => {
  it('reads the same as the plain value', () => {
    fc.assert(
      fc.property(schemaAndTwoValues, ([schema, value, other]) => {
        const { view, slots } = viewing(schema, other);
        slots.set(slotsFor(schema, value));
        expect(read(schema, view)).toEqual(readSlots(schema, slotsFor(schema, value)));
      }),
      { numRuns: 300 },
    );
  });

  it('assigned field by field has the slots of the plain value, whatever it held before', () => {
    fc.assert(
      fc.property(schemaAndTwoValues, ([schema, value, before]) => {
        const { view, slots } = viewing(schema, before);
        for (const field of Object.keys(schema.fields))
          view[field] = (value as Record<string, unknown>)[field];
        expect(slots).toEqual(slotsFor(schema, value));
      }),
      { numRuns: 300 },
    );
  });

  it('can be assigned from another part of the state', () => {
    fc.assert(
      fc.property(schemaAndTwoValues, ([part, value, before]) => {
        const schema = record({ from: part, to: part });
        const state = { from: value, to: before };
        const { view, slots } = viewing<typeof state>(schema, state);
        view.to = view.from;
        expect(slots).toEqual(slotsFor(schema, { from: value, to: value }));
      }),
      { numRuns: 300 },
    );
  });

  it('assigned from itself keeps its value', () => {
    fc.assert(
      fc.property(schemaAndTwoValues, ([schema, value]) => {
        const { view, slots } = viewing(schema, value);
        for (const field of Object.keys(schema.fields)) {
          const own = view[field];
          view[field] = own;
        }
        expect(slots).toEqual(slotsFor(schema, value));
      }),
      { numRuns: 200 },
    );
  });

  it('takes the same edits as an immer draft, to the same end', () => {
    fc.assert(
      fc.property(schemaAndTwoValues, fc.array(anyEdit), ([schema, value], edits) => {
        const { view, slots } = viewing(schema, value);
        const after = produce(value as object, (draft) => {
          for (const edit of edits) applyEdit(schema, draft, edit);
        });
        for (const edit of edits) applyEdit(schema, view, edit);
        expect(slots).toEqual(slotsFor(schema, after));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the iteration methods of a list agree with an array', () => {
  it.each([[[]], [[1]], [[1, 5, 2]]])('%j', (items) => {
    const schema = record({ items: list(int(0, 9), 3) });
    const { view } = viewing<Draft<typeof schema>>(schema, { items });
    const large = (item: number, index: number) => item + index > 4;
    expect(view.items.some(large)).toBe(items.some(large));
    expect(view.items.every(large)).toBe(items.every(large));
    expect(view.items.find(large)).toBe(items.find(large));
    expect(view.items.findIndex(large)).toBe(items.findIndex(large));
    for (let index = -4; index <= 4; index++) expect(view.items.at(index)).toBe(items.at(index));
    if (items.length < 3) expect(view.items.push(3)).toBe(items.length + 1);
  });
});
