import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity, int, mapOf, type RecordSchema, record } from '../schema/kinds.ts';
import { SchemaError } from '../schema/layout.ts';
import { readSlots } from '../schema/plain.ts';
import { slotsOf } from '../system/step.ts';
import { everyNames, orbitOf, renameValue } from '../testing/renaming.ts';
import { BROKER, CLIENT, symmetricSchema } from '../testing/symmetric.ts';
import { normalForm, numbersFrom, valueFrom } from '../testing/values.ts';
import { symmetryOf } from './canonical.ts';
import { renamingText } from './renamings.ts';

const RUNS = { numRuns: 400 };
const EVERY = everyNames([BROKER, CLIENT]);

function canonicalForm(schema: RecordSchema, state: unknown): string {
  const row = symmetryOf(schema).canonicalOf(slotsOf(schema, state));
  return normalForm(schema, readSlots(schema, row));
}

describe('the canonical form of a state', () => {
  it('is the state itself with other names', () => {
    fc.assert(
      fc.property(symmetricSchema, fc.nat(), (schema, seed) => {
        const state = valueFrom(schema, numbersFrom(seed));
        const forms = EVERY.map((names) => normalForm(schema, renameValue(schema, state, names)));
        expect(forms).toContain(canonicalForm(schema, state));
      }),
      RUNS,
    );
  });

  it('is the same under every name', () => {
    fc.assert(
      fc.property(symmetricSchema, fc.nat(), (schema, seed) => {
        const state = valueFrom(schema, numbersFrom(seed));
        const { canonicalOf } = symmetryOf(schema);
        const forms = EVERY.map((names) => {
          const slots = slotsOf(schema, renameValue(schema, state, names));
          return canonicalOf(slots).slice(0, slots.length).join();
        });
        expect(new Set(forms).size).toBe(1);
      }),
      RUNS,
    );
  });

  it('is shared by no two states that differ in more than names', () => {
    fc.assert(
      fc.property(symmetricSchema, fc.nat(), (schema, seed) => {
        const next = numbersFrom(seed);
        const [one, other] = [valueFrom(schema, next), valueFrom(schema, next)];
        expect(canonicalForm(schema, one) === canonicalForm(schema, other)).toBe(
          orbitOf(schema, one, EVERY) === orbitOf(schema, other, EVERY),
        );
      }),
      RUNS,
    );
  });
});

describe('renaming', () => {
  it('renames slots as it does plain values', () => {
    fc.assert(
      fc.property(symmetricSchema, fc.nat(), (schema, seed) => {
        const state = valueFrom(schema, numbersFrom(seed));
        const { renamings, rename } = symmetryOf(schema);
        const slots = slotsOf(schema, state);
        const renamed = new Int32Array(slots.length);
        for (const renaming of renamings) {
          const names = new Map([...renaming.permutations].map(([type, { to }]) => [type, to]));
          rename(slots, renamed, renaming);
          expect(renamed).toEqual(slotsOf(schema, renameValue(schema, state, names)));
        }
      }),
      RUNS,
    );
  });

  it('is told by who is called what', () => {
    const { renamings, types } = symmetryOf(record({ who: identity('broker', 3) }));
    const texts = renamings.map((renaming) => renamingText(renaming, types));
    expect(texts[0]).toBe('');
    expect(texts).toContain('b1 -> b2, b2 -> b1');
    expect(new Set(texts).size).toBe(6);
  });
});

describe('a state cannot be reduced', () => {
  it.each<[string, RecordSchema, RegExp]>([
    ['that names nobody', record({ n: int(0, 2) }), /no identity type/],
    ['of seven', record({ who: identity('broker', 7) }), /7 of broker.*5,040 ways.*720/],
    ['of a million', record({ who: identity('broker', 1_000_000) }), /in billions of ways/],
    [
      'of too many together',
      record({ who: identity('broker', 5), whom: mapOf(identity('client', 4), int(0, 1)) }),
      /5 of broker and 4 of client.*2,880/,
    ],
    [
      'whose types share a name',
      record({ who: identity('broker', 2), whom: identity('broker', 3) }),
      /'broker' of 2 and of 3/,
    ],
  ])('%s', (_, schema, why) => {
    expect(() => symmetryOf(schema)).toThrow(SchemaError);
    expect(() => symmetryOf(schema)).toThrow(why);
  });

  it('but six can be renamed, in 720 ways', () => {
    expect(symmetryOf(record({ who: identity('broker', 6) })).renamings).toHaveLength(720);
  });
});
