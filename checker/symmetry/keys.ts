/**
 * Generated code that compares the individuals of a state by keys. The key of an individual is a sum of
 * what is true of it whatever it is called: what its items of maps hold, and which places name it. It is
 * a hash: equal keys are possible for individuals that differ, and only mean more renamings to try.
 */
import { generate } from '../schema/codec.ts';
import type { IdentitySchema } from '../schema/kinds.ts';
import { finished } from '../store/mixing.ts';
import { inUse, type Owner, type Place } from './places.ts';
import { type CodedKind, codedKind } from './renamings.ts';

/**
 * How the keys of a state compare: for each pair of individuals of one type, in the order of `pairsOf`,
 * two bits. 0 means that every key is less than the next.
 */
export type Comparison = (slots: Int32Array) => number;

/** What the two bits hold if the second of a pair comes before the first. */
export const MORE = 1;
/** Their keys tell nothing. */
export const TIED = 2;

export interface Pair {
  readonly type: string;
  readonly one: number;
  readonly other: number;
}

/** Every pair of individuals of one type. */
export function pairsOf(types: readonly IdentitySchema[]): Pair[] {
  return types.flatMap(({ name, size }) =>
    Array.from({ length: size }, (_, one) =>
      Array.from({ length: size - one - 1 }, (_, rest) => ({
        type: name,
        one,
        other: one + 1 + rest,
      })),
    ).flat(),
  );
}

export function comparisonOf(
  types: readonly IdentitySchema[],
  places: readonly Place[],
): Comparison {
  const largest = Math.max(...types.map(({ size }) => size));
  const key = (type: string, individual: number): string =>
    `k${types.findIndex(({ name }) => name === type)}_${individual}`;
  const keys = types.flatMap(({ name, size }) =>
    Array.from({ length: size }, (_, individual) => key(name, individual)),
  );
  const make = generate(
    ['members'],
    [
      'return function compareKeys(S) {',
      ...keys.map((name) => `let ${name} = 0;`),
      ...itemSums(places),
      ...places.flatMap((place) => contributions(place, key)),
      ...keys.map((name) => `${name} = ${name} >>> 2;`),
      `return ${pairsOf(types)
        .map(({ type, one, other }, nth) => {
          const [a, b] = [key(type, one), key(type, other)];
          return `(${oneIfMore(a, b)} | ${oneIfTied(a, b)} << 1) << ${2 * nth}`;
        })
        .join(' | ')};`,
      '};',
    ],
  ) as (members: Uint8Array) => Comparison;
  return make(Uint8Array.from({ length: 2 ** largest }, (_, set) => membersIn(set)));
}

/**
 * Without branches, which nothing could predict. Keys are shortened to 30 bits before: the sign of a difference is then
 * always that of the comparison.
 */
function oneIfMore(one: string, other: string): string {
  return `(${other} - ${one} >>> 31)`;
}

function oneIfTied(one: string, other: string): string {
  return `((${one} ^ ${other}) - 1 >>> 31)`;
}

function membersIn(set: number): number {
  return set === 0 ? 0 : (set & 1) + membersIn(set >>> 1);
}

type Key = (type: string, individual: number) => string;

/** What an item of a bag holds besides names, as one odd number: two items with it are not mixed up. */
function itemSums(places: readonly Place[]): string[] {
  const items = new Map<number, string[]>();
  for (const place of places) {
    if (place.item === null) continue;
    const terms = items.get(place.item) ?? [];
    items.set(place.item, terms);
    if (codedKind(place.schema) === null)
      terms.push(guarded(place, `Math.imul(S[${place.slot}], ${weight(place, 'in item')})`));
  }
  return [...items].flatMap(([item, terms]) => [
    `let item${item} = ${['1', ...terms].join(' + ')} | 0;`,
    `item${item} = Math.imul(item${item} ^ (item${item} >>> 15), 0x85ebca6b) | 1;`,
  ]);
}

/** A place that is not in use holds 0, but for one that is another variant's as well. */
function guarded(place: Place, term: string): string {
  return place.shared ? `(${inUse(place, 'S')} ? ${term} : 0)` : term;
}

/** Statements that add what a place says to the keys of those that it says something of. */
function contributions(place: Place, key: Key): string[] {
  const kind = codedKind(place.schema);
  const code = `S[${place.slot}]`;
  const lines: string[] = [];
  const add = (type: string, individual: number, term: string): void => {
    const whole = place.item === null ? term : `Math.imul(${term}, item${place.item})`;
    lines.push(`${key(type, individual)} = (${key(type, individual)} + ${whole}) | 0;`);
  };
  if (kind === null) {
    for (const owner of place.owners)
      add(
        owner.type,
        owner.individual,
        `Math.imul(${code}, ${weight(place, toOwner(place, owner))})`,
      );
  } else {
    const { type, size, many, optional } = kind;
    const bare = optional ? `(${code} - 1)` : code;
    const names = (one: number): string => allOnesIf(kind, code, one);
    for (let one = 0; one < size; one++)
      add(type, one, `(${names(one)} & ${weight(place, toNamed(place, type, one))})`);
    for (const owner of place.owners) {
      const salt = toOwner(place, owner);
      if (owner.type === type)
        add(
          type,
          owner.individual,
          `(${names(owner.individual)} & ${weight(place, `self ${salt}`)})`,
        );
      const number = many
        ? `members[${optional ? `${code} > 0 ? ${bare} : 0` : code}]`
        : `(${code} === 0 ? 0 : 1)`;
      if (many || optional)
        add(owner.type, owner.individual, `Math.imul(${number}, ${weight(place, `some ${salt}`)})`);
      if (many && optional)
        add(owner.type, owner.individual, `(${code} > 0 ? ${weight(place, `there ${salt}`)} : 0)`);
    }
  }
  if (lines.length === 0 || !needsGuard(place)) return lines;
  return [`if (${inUse(place, 'S')}) {`, ...lines, '}'];
}

/**
 * The expression for -1 if a place names an individual, and 0 if not. Without a branch for one name or a set of
 * them: who is named is as good as random, and a branch that is guessed wrong costs more than all of this. A set
 * that is not there names everyone, which says as little of who is who.
 */
function allOnesIf({ many, optional }: CodedKind, code: string, one: number): string {
  if (!many) return `(((${code} ^ ${optional ? one + 1 : one}) - 1) >> 31)`;
  return `-(${optional ? `(${code} - 1)` : code} >>> ${one} & 1)`;
}

/** Whether the 0 of a place that is not in use would say something. */
function needsGuard({ schema, shared, when }: Place): boolean {
  const kind = codedKind(schema);
  return when.length > 0 && (shared || (kind !== null && !kind.many && !kind.optional));
}

/** Which of its owners, and which others of them it is as well. */
function toOwner({ owners }: Place, owner: Owner): string {
  return `owner ${owners.indexOf(owner)} ${coinciding(owners, owner.type, owner.individual)}`;
}

function toNamed({ owners }: Place, type: string, individual: number): string {
  return `named ${coinciding(owners, type, individual)}`;
}

function coinciding(owners: readonly Owner[], type: string, individual: number): string {
  return owners
    .map((owner) => (owner.type === type && owner.individual === individual ? 'same' : 'other'))
    .join(' ');
}

/** A number for a place and what it says there, odd and well spread (FNV-1a, finished like MurmurHash3). */
function weight({ path }: Place, says: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${path} ${says}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return finished(hash) | 1;
}
