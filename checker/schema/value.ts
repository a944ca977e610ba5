/** The TypeScript types that a schema stands for. */
import type {
  BagSchema,
  BoolSchema,
  FieldSchemas,
  IdentitySchema,
  IntSchema,
  KeySchema,
  ListSchema,
  MapSchema,
  OneOfSchema,
  OptionalSchema,
  RecordSchema,
  Schema,
  SetSchema,
  UnionSchema,
} from './kinds.ts';

declare const identityOf: unique symbol;
declare const membersOf: unique symbol;

/** An individual of an identity type; at run time its index. */
export type Identity<Name extends string> = number & { readonly [identityOf]: Name };

/** A set of keys; at run time a bit set (bit k stands for key k). Use the helpers of `sets.ts`. */
export type SetOf<Key> = number & { readonly [membersOf]: Key };

/**
 * What a guard may do with a list or bag. Plain arrays, immer drafts and the search's views all
 * offer it; so a recipe that keeps to it means the same on each of them.
 */
export interface Sequence<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
  some(test: (item: Item, index: number) => boolean): boolean;
  every(test: (item: Item, index: number) => boolean): boolean;
  find(test: (item: Item, index: number) => boolean): Item | undefined;
  findIndex(test: (item: Item, index: number) => boolean): number;
}

/** What an effect may do with a list or bag; see also `put` and `removeAt`. */
export interface MutableSequence<Item, NewItem> extends Sequence<Item> {
  /** May be assigned a smaller number, to truncate. */
  length: number;
  push(item: NewItem): number;
}

/** A value for every key. To replace one, use `put`. */
export interface TotalMap<Key, Item> {
  readonly length: number;
  at(key: Key): Item;
  some(test: (item: Item, key: Key) => boolean): boolean;
  every(test: (item: Item, key: Key) => boolean): boolean;
}

type KeyOf<Key extends KeySchema> =
  Key extends IdentitySchema<infer Name> ? Identity<Name> : number;

/**
 * The value of a schema, read-only: what guards and properties see. Of a schema that is known only at
 * run time, nothing is known.
 */
export type Value<S extends Schema> = Schema extends S ? unknown : KnownValue<S>;

type KnownValue<S extends Schema> = S extends IntSchema
  ? number
  : S extends BoolSchema
    ? boolean
    : S extends OneOfSchema<infer Name>
      ? Name
      : S extends IdentitySchema<infer Name>
        ? Identity<Name>
        : S extends OptionalSchema<infer Inner>
          ? Value<Inner> | null
          : S extends SetSchema<infer Key>
            ? SetOf<KeyOf<Key>>
            : S extends RecordSchema<infer Fields>
              ? RecordValue<Fields>
              : S extends MapSchema<infer Key, infer Item>
                ? TotalMap<KeyOf<Key>, Value<Item>>
                : S extends ListSchema<infer Item> | BagSchema<infer Item>
                  ? Sequence<Value<Item>>
                  : S extends UnionSchema<infer Tag, infer Variants>
                    ? VariantValue<Tag, Variants>
                    : never;

type RecordValue<Fields extends FieldSchemas> = {
  readonly [Field in keyof Fields]: Value<Fields[Field]>;
};

type VariantValue<Tag extends string, Variants extends Readonly<Record<string, RecordSchema>>> = {
  [Name in keyof Variants]: { readonly [T in Tag]: Name } & Value<Variants[Name]>;
}[keyof Variants];

/** The value of a schema as an effect may change it. */
export type Draft<S extends Schema> =
  S extends OptionalSchema<infer Inner>
    ? Draft<Inner> | null
    : S extends RecordSchema<infer Fields>
      ? { -readonly [Field in keyof Fields]: Draft<Fields[Field]> }
      : S extends MapSchema<infer Key, infer Item>
        ? TotalMap<KeyOf<Key>, Draft<Item>>
        : S extends ListSchema<infer Item> | BagSchema<infer Item>
          ? MutableSequence<Draft<Item>, Value<Item>>
          : S extends UnionSchema<infer Tag, infer Variants>
            ? {
                [Name in keyof Variants]: { readonly [T in Tag]: Name } & Draft<Variants[Name]>;
              }[keyof Variants]
            : Value<S>;
