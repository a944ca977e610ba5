/**
 * The kinds of component that a state can be made of. A schema is plain data: everything else
 * (TypeScript type, packed codec, views, printing, differences, JSON, arbitraries) is derived from it.
 */

import type { Value } from './value.ts';

/** An integer from `min` to `max`, both included. */
export interface IntSchema {
  readonly kind: 'int';
  readonly min: number;
  readonly max: number;
}

export interface BoolSchema {
  readonly kind: 'bool';
}

/** One of a few names. */
export interface OneOfSchema<Name extends string = string> {
  readonly kind: 'oneOf';
  readonly names: readonly Name[];
}

/**
 * A scalarset (Ip and Dill, "Better verification through symmetry"): `size` interchangeable
 * individuals of which only equality matters. At run time a value is its index, 0 to size-1.
 */
export interface IdentitySchema<Name extends string = string> {
  readonly kind: 'identity';
  readonly name: Name;
  readonly size: number;
  /** How individuals print: prefix `b` gives b1, b2, ... */
  readonly prefix: string;
}

export interface OptionalSchema<Inner extends Schema = Schema> {
  readonly kind: 'optional';
  readonly inner: Inner;
}

export interface RecordSchema<Fields extends FieldSchemas = FieldSchemas> {
  readonly kind: 'record';
  readonly fields: Fields;
  /** A shorter way to print a value for people, such as `r0@e1`; JSON is not affected. */
  readonly show?: (value: never) => string;
}

/** A total function from every key to a value. */
export interface MapSchema<Key extends KeySchema = KeySchema, Item extends Schema = Schema> {
  readonly kind: 'map';
  readonly key: Key;
  readonly item: Item;
}

/** A subset of the keys, held as a bit set: see `sets.ts`. */
export interface SetSchema<Key extends KeySchema = KeySchema> {
  readonly kind: 'set';
  readonly key: Key;
}

/** A sequence of at most `capacity` items. */
export interface ListSchema<Item extends Schema = Schema> {
  readonly kind: 'list';
  readonly item: Item;
  readonly capacity: number;
}

/** An unordered collection of at most `capacity` items, equal ones counted: messages in flight. */
export interface BagSchema<Item extends Schema = Schema> {
  readonly kind: 'bag';
  readonly item: Item;
  readonly capacity: number;
}

/** One of several records, told apart by the name in the field `tag`. */
export interface UnionSchema<
  Tag extends string = string,
  Variants extends Readonly<Record<string, RecordSchema>> = Readonly<Record<string, RecordSchema>>,
> {
  readonly kind: 'union';
  readonly tag: Tag;
  readonly variants: Variants;
}

export type FieldSchemas = { readonly [field: string]: Schema };
export type KeySchema = IdentitySchema | IntSchema;
/** Kinds whose value is one plain number, string, boolean or null. */
export type ScalarSchema =
  | IntSchema
  | BoolSchema
  | OneOfSchema
  | IdentitySchema
  | SetSchema
  | OptionalSchema<ScalarSchema>;
export type Schema =
  | IntSchema
  | BoolSchema
  | OneOfSchema
  | IdentitySchema
  | OptionalSchema
  | RecordSchema
  | MapSchema
  | SetSchema
  | ListSchema
  | BagSchema
  | UnionSchema;

export const int = (min: number, max: number): IntSchema => ({ kind: 'int', min, max });

export const bool = (): BoolSchema => ({ kind: 'bool' });

export const oneOf = <const Name extends string>(...names: readonly Name[]): OneOfSchema<Name> => ({
  kind: 'oneOf',
  names,
});

/**
 * An identity type of `size` individuals. Only compare its values with `===`, use them as keys, or
 * store them: a model that orders them, or treats one of them differently, is not symmetric.
 */
export const identity = <const Name extends string>(
  name: Name,
  size: number,
  prefix: string = name.charAt(0),
): IdentitySchema<Name> => ({ kind: 'identity', name, size, prefix });

export const optional = <Inner extends Schema>(inner: Inner): OptionalSchema<Inner> => ({
  kind: 'optional',
  inner,
});

export const record = <Fields extends FieldSchemas>(
  fields: Fields,
  show?: (value: Value<RecordSchema<Fields>>) => string,
): RecordSchema<Fields> =>
  show === undefined ? { kind: 'record', fields } : { kind: 'record', fields, show };

export const mapOf = <Key extends KeySchema, Item extends Schema>(
  key: Key,
  item: Item,
): MapSchema<Key, Item> => ({ kind: 'map', key, item });

export const setOf = <Key extends KeySchema>(key: Key): SetSchema<Key> => ({ kind: 'set', key });

export const list = <Item extends Schema>(item: Item, capacity: number): ListSchema<Item> => ({
  kind: 'list',
  item,
  capacity,
});

export const bag = <Item extends Schema>(item: Item, capacity: number): BagSchema<Item> => ({
  kind: 'bag',
  item,
  capacity,
});

export const union = <
  const Tag extends string,
  Variants extends Readonly<Record<string, RecordSchema>>,
>(
  tag: Tag,
  variants: Variants,
): UnionSchema<Tag, Variants> => ({ kind: 'union', tag, variants });
