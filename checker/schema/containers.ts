/** Changes to a map, list or bag that mean the same on plain arrays, drafts and the search's views. */
import { keyCount } from './domain.ts';
import type { IdentitySchema, IntSchema } from './kinds.ts';
import type { Identity, MutableSequence, TotalMap } from './value.ts';

/** What the search's generated views offer beside the read-only methods. */
export interface ContainerView {
  put(key: number, item: unknown): void;
  removeAt(index: number): void;
}

/** Replaces the item of one key of a map, or the item at one index of a list or bag. */
export function put<Item, NewItem>(
  sequence: MutableSequence<Item, NewItem>,
  index: number,
  item: NoInfer<NewItem>,
): void;
export function put<Key extends number, Item>(
  map: TotalMap<Key, Item>,
  key: Key,
  item: NoInfer<Item>,
): void;
export function put(container: object, key: number, item: unknown): void {
  if (!Array.isArray(container)) (container as ContainerView).put(key, item);
  else if (isIndex(key, container.length)) container[key] = item;
  else
    throw new RangeError(`there is no item ${key} to replace: the length is ${container.length}`);
}

/** Removes the item at `index` of a list or bag; later items move down by one. */
export function removeAt<Item, NewItem>(
  sequence: MutableSequence<Item, NewItem>,
  index: number,
): void {
  if (!Array.isArray(sequence)) (sequence as unknown as ContainerView).removeAt(index);
  else if (isIndex(index, sequence.length)) sequence.splice(index, 1);
  else
    throw new RangeError(`there is no item ${index} to remove: the length is ${sequence.length}`);
}

function isIndex(index: number, length: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < length;
}

/** A plain map with `itemOf(key)` for every key: for initial states. */
export function mapOver<Name extends string, Item>(
  key: IdentitySchema<Name>,
  itemOf: (key: Identity<Name>) => Item,
): TotalMap<Identity<Name>, Item>;
export function mapOver<Item>(
  key: IntSchema,
  itemOf: (key: number) => Item,
): TotalMap<number, Item>;
export function mapOver(
  key: IdentitySchema | IntSchema,
  itemOf: (key: never) => unknown,
): TotalMap<number, unknown> {
  return Array.from({ length: keyCount(key) }, (_, index) => itemOf(index as never));
}
