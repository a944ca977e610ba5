/**
 * Pure helpers for sets of keys. A set is a branded number: no ordering, no aliasing, no allocation,
 * and `===` is set equality.
 */
import { keyCount } from './domain.ts';
import type { IdentitySchema, IntSchema } from './kinds.ts';
import type { Identity, SetOf } from './value.ts';

/** The bit that stands for a key. JavaScript would take the shift modulo 32, and 32 for 0. */
function bit(key: number): number {
  if (key >>> 0 !== key || key > 30)
    throw new RangeError(`a set has no key ${key}: keys are whole numbers from 0 to 30`);
  return 1 << key;
}

export function emptySet<Key extends number>(): SetOf<Key> {
  return 0 as SetOf<Key>;
}

/** Every value of an identity type, or of an integer range that starts at 0. */
export function fullSet<Name extends string>(key: IdentitySchema<Name>): SetOf<Identity<Name>>;
export function fullSet(key: IntSchema): SetOf<number>;
export function fullSet(key: IdentitySchema | IntSchema): SetOf<number> {
  return (2 ** keyCount(key) - 1) as SetOf<number>;
}

export function singleton<Key extends number>(key: Key): SetOf<Key> {
  return bit(key) as SetOf<Key>;
}

export function has<Key extends number>(set: SetOf<Key>, key: Key): boolean {
  return (set & bit(key)) !== 0;
}

export function add<Key extends number>(set: SetOf<Key>, key: Key): SetOf<Key> {
  return (set | bit(key)) as SetOf<Key>;
}

export function remove<Key extends number>(set: SetOf<Key>, key: Key): SetOf<Key> {
  return (set & ~bit(key)) as SetOf<Key>;
}

export function unionOf<Key extends number>(a: SetOf<Key>, b: SetOf<Key>): SetOf<Key> {
  return (a | b) as SetOf<Key>;
}

export function intersection<Key extends number>(a: SetOf<Key>, b: SetOf<Key>): SetOf<Key> {
  return (a & b) as SetOf<Key>;
}

export function difference<Key extends number>(a: SetOf<Key>, b: SetOf<Key>): SetOf<Key> {
  return (a & ~b) as SetOf<Key>;
}

export function isSubset<Key extends number>(inner: SetOf<Key>, outer: SetOf<Key>): boolean {
  return (inner & ~outer) === 0;
}

export function size<Key extends number>(set: SetOf<Key>): number {
  let rest: number = set;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}

/** The members in ascending order. Allocates: in a hot guard prefer `everyMember` or `someMember`. */
export function members<Key extends number>(set: SetOf<Key>): Key[] {
  const found: Key[] = [];
  for (let rest: number = set; rest !== 0; rest &= rest - 1) found.push(lowest<Key>(rest));
  return found;
}

export function everyMember<Key extends number>(
  set: SetOf<Key>,
  test: (member: Key) => boolean,
): boolean {
  for (let rest: number = set; rest !== 0; rest &= rest - 1) {
    if (!test(lowest<Key>(rest))) return false;
  }
  return true;
}

export function someMember<Key extends number>(
  set: SetOf<Key>,
  test: (member: Key) => boolean,
): boolean {
  for (let rest: number = set; rest !== 0; rest &= rest - 1) {
    if (test(lowest<Key>(rest))) return true;
  }
  return false;
}

function lowest<Key extends number>(bits: number): Key {
  return (31 - Math.clz32(bits & -bits)) as Key;
}
