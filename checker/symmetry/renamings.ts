/** Renamings of the individuals of a state, each with the tables that generated code looks up. */
import type { IdentitySchema, RecordSchema, ScalarSchema } from '../schema/kinds.ts';
import { SchemaError } from '../schema/layout.ts';
import { keyName } from '../schema/places.ts';
import { identitiesIn } from './identities.ts';
import { type Permutation, permutationsOf, renameSet } from './permutations.ts';
import type { Place } from './places.ts';

/** Six individuals can be renamed in 720 ways, seven in 5,040: too many to try in a state. */
const MOST_RENAMINGS = 720;
const COUNTED_UP_TO = 2e9;

export interface Renaming {
  /** By the name of an identity type. */
  readonly permutations: ReadonlyMap<string, Permutation>;
  /** By the number of a place: the slot that is renamed into it. */
  readonly sources: Int32Array;
  /** By the number of a scalar kind that names individuals, see `codedKinds`: each of its codes renamed. */
  readonly codes: readonly Int32Array[];
}

/**
 * The identity types that symmetry renames the individuals of.
 * @throws SchemaError when there is none, or their individuals can be renamed in too many ways.
 */
export function renamedTypes(schema: RecordSchema): IdentitySchema[] {
  const types = identitiesIn(schema);
  if (types.length === 0)
    throw new SchemaError(
      'the state has no identity type: there is nothing that symmetry can rename',
    );
  const ways = types.reduce((product, { size }) => product * factorial(size), 1);
  if (ways <= MOST_RENAMINGS) return types;
  const sizes = types.map(({ name, size }) => `${size} of ${name}`).join(' and ');
  const many = ways < COUNTED_UP_TO ? ways.toLocaleString('en') : 'billions of';
  throw new SchemaError(
    `the individuals of the state (${sizes}) can be renamed in ${many} ways, more ` +
      `than the ${MOST_RENAMINGS} that symmetry can try`,
  );
}

/** Or more than anybody wants to read. */
function factorial(count: number): number {
  let product = 1;
  for (let factor = 2; factor <= count && product < COUNTED_UP_TO; factor++) product *= factor;
  return product;
}

/** Every renaming of the individuals of these types, the one that changes nothing first. */
export function renamingsOf(
  types: readonly IdentitySchema[],
  places: readonly Place[],
): readonly Renaming[] {
  const kinds = codedKinds(places);
  const choices = types.reduce<[string, Permutation][][]>(
    (all, { name, size }) =>
      all.flatMap((chosen) =>
        permutationsOf(size).map((permutation): [string, Permutation][] => [
          ...chosen,
          [name, permutation],
        ]),
      ),
    [[]],
  );
  return choices.map((chosen) => {
    const permutations = new Map(chosen);
    return {
      permutations,
      sources: Int32Array.from(places, (place) => sourceOf(place, permutations)),
      codes: kinds.map((kind) => codesOf(kind, permutations)),
    };
  });
}

/** Where what renaming brings to a place comes from. */
function sourceOf({ slot, owners }: Place, permutations: Renaming['permutations']): number {
  return owners.reduce((source, { type, individual, width }) => {
    const from = permutations.get(type)?.from[individual] ?? individual;
    return source + (from - individual) * width;
  }, slot);
}

/** What names individuals in one number: of which type, as one or as a set, or not at all. */
export interface CodedKind {
  readonly type: string;
  readonly size: number;
  readonly many: boolean;
  readonly optional: boolean;
}

/** The kind of a scalar that names individuals; null for any other. */
export function codedKind(schema: ScalarSchema | null): CodedKind | null {
  const optional = schema?.kind === 'optional';
  const bare = optional ? schema.inner : schema;
  const many = bare?.kind === 'set';
  const named = many ? bare.key : bare;
  return named?.kind === 'identity' ? { type: named.name, size: named.size, many, optional } : null;
}

/** The kinds of scalar that occur in these places and name individuals, once each. */
export function codedKinds(places: readonly Place[]): CodedKind[] {
  const kinds = new Map<string, CodedKind>();
  for (const { schema } of places) {
    const kind = codedKind(schema);
    if (kind !== null) kinds.set(kindKey(kind), kind);
  }
  return [...kinds.values()];
}

export function kindKey({ type, many, optional }: CodedKind): string {
  return `${many ? 'set of ' : ''}${optional ? 'optional ' : ''}${type}`;
}

function codesOf(kind: CodedKind, permutations: Renaming['permutations']): Int32Array {
  const permutation = permutations.get(kind.type);
  const count = kind.many ? 2 ** kind.size : kind.size;
  const renamed = Array.from({ length: count }, (_, code) => {
    if (permutation === undefined) return code;
    return kind.many ? renameSet(permutation, code) : (permutation.to[code] ?? code);
  });
  return Int32Array.from(kind.optional ? [0, ...renamed.map((code) => code + 1)] : renamed);
}

/** `b1 -> b2, b2 -> b1`: only those that are called something else. */
export function renamingText({ permutations }: Renaming, types: readonly IdentitySchema[]): string {
  return types
    .flatMap((type) => {
      const to = permutations.get(type.name)?.to ?? [];
      return to.flatMap((number, individual) =>
        number === individual ? [] : [`${keyName(type, individual)} -> ${keyName(type, number)}`],
      );
    })
    .join(', ');
}
