/** Random small models: guards, effects and properties made from data, pure and within the rules. */
import fc from 'fast-check';
import { encodeScalar, isScalar } from '../schema/domain.ts';
import { bool, identity, int, oneOf, optional, type RecordSchema, setOf } from '../schema/kinds.ts';
import type { Sequence } from '../schema/value.ts';
import type { Action, Condition, ParameterSchemas } from '../system/action.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { anyEdit, applyEdit, placeAt } from './edits.ts';
import { smallSchema } from './schemas.ts';
import { numbersFrom, valueFrom } from './values.ts';

/** Something that a guard or property can ask of a state: is a number in it not this one? */
interface Question {
  readonly path: readonly number[];
  readonly modulus: number;
  readonly residue: number;
}

const anyQuestion: fc.Arbitrary<Question> = fc.record({
  path: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 4 }),
  modulus: fc.integer({ min: 2, max: 4 }),
  residue: fc.nat({ max: 3 }),
});

/** A number for what a path leads to, read through what the state's type offers. */
function numberAt(schema: RecordSchema, state: unknown, path: readonly number[]): number {
  const { schema: found, value } = placeAt(schema, state, path);
  if (isScalar(found)) return encodeScalar(found, value);
  if (value === null) return 0;
  const kind = found.kind === 'optional' ? found.inner.kind : found.kind;
  return kind === 'list' || kind === 'bag' ? (value as Sequence<unknown>).length + 1 : 1;
}

function answer(schema: RecordSchema, { path, modulus, residue }: Question, more: number) {
  return (state: unknown): boolean => (numberAt(schema, state, path) + more) % modulus !== residue;
}

/** A number for a parameter's value. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value + 2;
  if (typeof value === 'string') return value.length;
  return value === null ? 3 : Number(value);
}

type Holds = Condition['holds'];
type Ask = (state: unknown, more: number) => boolean;
type Given = Readonly<Record<string, unknown>>;

/** Conditions that read none, some or all of the parameters, with heads of every sort. */
const HEADS: readonly ((ask: Ask) => Holds)[] = [
  (ask) => (state) => ask(state, 0),
  (ask) => (state, parameters) => ask(state, sumOf(parameters as Given)),
  (ask) => (state, parameters) => ask(state, sumOf(parameters as Given)),
  (ask) => ((state: unknown, { p }: Given) => ask(state, numberOf(p ?? 0))) as Holds,
  (ask) => ((state: unknown, { q }: Given) => ask(state, numberOf(q ?? 0))) as Holds,
  (ask) =>
    ((state: unknown, { p, r }: Given) =>
      ask(state, numberOf(p ?? 0) + 2 * numberOf(r ?? 0))) as Holds,
  (ask) =>
    ((state: unknown, { q: second, p: first }: Given) =>
      ask(state, numberOf(first ?? 0) + 2 * numberOf(second ?? 0))) as Holds,
  (ask) => ((state: unknown, { r = 1 }: Given) => ask(state, numberOf(r))) as Holds,
  (ask) => ((state: unknown, { p: _, ...rest }: Given) => ask(state, sumOf(rest))) as Holds,
];

function sumOf(parameters: Given): number {
  return Object.values(parameters).reduce<number>((sum, value) => sum * 2 + numberOf(value), 0);
}

const anyParameters: fc.Arbitrary<ParameterSchemas> = fc
  .array(
    fc.constantFrom(
      int(-1, 1),
      bool(),
      oneOf('x', 'yy', 'zzz'),
      identity('broker', 2),
      optional(int(0, 1)),
      setOf(identity('broker', 2)),
    ),
    { maxLength: 3 },
  )
  .map((domains) => Object.fromEntries(domains.map((domain, at) => ['pqr'.charAt(at), domain])));

function anyAction(schema: RecordSchema): fc.Arbitrary<Omit<Action, 'name'>> {
  const condition = fc
    .record({ question: anyQuestion, head: fc.constantFrom(...HEADS) })
    .map(({ question, head }) => head((state, more) => answer(schema, question, more)(state)));
  return fc
    .record({
      parameters: anyParameters,
      conditions: fc.array(condition, { maxLength: 3 }),
      edits: fc.array(anyEdit, { minLength: 1, maxLength: 2 }),
    })
    .map(({ parameters, conditions, edits }) => ({
      parameters,
      actor: null,
      fault: false,
      guard: conditions.map((holds, at) => ({ name: `condition ${at}`, holds })),
      effect: (draft, given) => {
        const more = sumOf(given as Given);
        for (const edit of edits) applyEdit(schema, draft, { ...edit, seed: edit.seed + more });
      },
    }));
}

function anyProperty(schema: RecordSchema): fc.Arbitrary<Property> {
  const kind = fc.constantFrom('always', 'step', 'sometimes', 'sometimes-step');
  return fc
    .record({ kind, questions: fc.array(anyQuestion, { minLength: 1, maxLength: 3 }) })
    .map(({ kind, questions }): Property => {
      const asked = questions.map((question) => answer(schema, question, 0));
      const some = (state: unknown): boolean => asked.some((ask) => ask(state));
      const none = (state: unknown): boolean => !asked.every((ask) => ask(state));
      const step = (before: unknown, after: unknown): boolean => some(before) || some(after);
      switch (kind) {
        case 'always':
          return { kind, name: '', claim: '', holds: some };
        case 'sometimes':
          return { kind, name: '', claim: '', holds: none };
        case 'step':
          return { kind, name: '', claim: '', holds: step };
        default:
          return { kind: 'sometimes-step', name: '', claim: '', holds: (a, b) => !step(a, b) };
      }
    });
}

const named = <Item extends object>(prefix: string, items: readonly Item[]) =>
  items.map((item, at) => ({ ...item, name: `${prefix}${at}` }));

/** A random model; `properties` of them at most. */
export function anyModel(properties: number): fc.Arbitrary<Model> {
  return smallSchema.chain((schema) =>
    fc
      .record({
        seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        actions: fc.array(anyAction(schema), { maxLength: 4 }),
        properties: fc.array(anyProperty(schema), { maxLength: properties }),
        deadlock: fc.constantFrom('allowed', 'forbidden'),
      })
      .map((chosen) => ({
        name: 'random',
        state: schema,
        initial: chosen.seeds.map((seed) => valueFrom(schema, numbersFrom(seed))),
        actions: named('Action', chosen.actions),
        properties: named('property ', chosen.properties) as Property[],
        deadlock: chosen.deadlock,
      })),
  );
}
