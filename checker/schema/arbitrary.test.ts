import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySchema } from '../testing/schemas.ts';
import { normalForm } from '../testing/values.ts';
import { arbitrary } from './arbitrary.ts';
import {
  bag,
  bool,
  int,
  list,
  oneOf,
  optional,
  type RecordSchema,
  record,
  union,
} from './kinds.ts';
import { slotCount } from './layout.ts';
import { writeSlots } from './plain.ts';

describe('the arbitrary of a schema', () => {
  it('gives values of the schema only', () => {
    const pairs = anySchema.chain((schema) =>
      fc.tuple(fc.constant(schema), arbitrary<RecordSchema>(schema)),
    );
    fc.assert(
      fc.property(pairs, ([schema, value]) => {
        writeSlots(schema, value, new Int32Array(slotCount(schema)));
      }),
    );
  });

  it('gives every one of them, in time', () => {
    const schema = record({
      n: int(-1, 1),
      choice: union('kind', { a: record({ on: bool() }), b: record({ o: optional(oneOf('x')) }) }),
      bag: bag(bool(), 1),
    });
    const values = fc.sample(arbitrary(schema), 2000).map((value) => normalForm(schema, value));
    expect(new Set(values).size).toBe(3 * 4 * 3);
  });

  it('gives full lists, also long ones', () => {
    const lengths = fc.sample(arbitrary(list(bool(), 40)), 300).map(({ length }) => length);
    expect(Math.max(...lengths)).toBeGreaterThan(35);
    expect(Math.min(...lengths)).toBeLessThan(5);
  });
});
