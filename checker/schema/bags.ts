/** A bag has no order, so its items are kept sorted by their slots: equal bags have equal slots. */
import { isScalar, keyCount } from './domain.ts';
import type { Schema } from './kinds.ts';
import { slotCount } from './layout.ts';

/** Where a bag lies, and the union variants that must be active for it to be there. */
interface BagPlace {
  readonly base: number;
  readonly itemSlots: number;
  readonly when: readonly { readonly slot: number; readonly variant: number }[];
}

type BagSorter = (slots: Int32Array) => void;

const sorters = new WeakMap<Schema, BagSorter | null>();

/** Returns a function that sorts every bag of a state in its slots, or null if there is no bag. */
export function bagSorter(schema: Schema): BagSorter | null {
  const known = sorters.get(schema);
  if (known !== undefined) return known;
  const sorter = makeSorter(schema);
  sorters.set(schema, sorter);
  return sorter;
}

function makeSorter(schema: Schema): BagSorter | null {
  const places = bagPlaces(schema, 0, []);
  if (places.length === 0) return null;
  return (slots) => {
    for (const { base, itemSlots, when } of places) {
      if (when.every(({ slot, variant }) => slots[slot] === variant))
        sortItems(slots, base + 1, slots[base] ?? 0, itemSlots);
    }
  };
}

/** Inner bags come before the bags that hold them. */
function bagPlaces(schema: Schema, base: number, when: BagPlace['when']): BagPlace[] {
  if (isScalar(schema)) return [];
  const items = (item: Schema, count: number, start: number): BagPlace[] => {
    const itemSlots = slotCount(item);
    return Array.from({ length: count }, (_, index) =>
      bagPlaces(item, start + index * itemSlots, when),
    ).flat();
  };
  switch (schema.kind) {
    case 'optional':
      return bagPlaces(schema.inner, base + 1, when);
    case 'record': {
      let start = base;
      return Object.values(schema.fields).flatMap((field) => {
        const places = bagPlaces(field, start, when);
        start += slotCount(field);
        return places;
      });
    }
    case 'map':
      return items(schema.item, keyCount(schema.key), base);
    case 'list':
      return items(schema.item, schema.capacity, base + 1);
    case 'bag':
      return [
        ...items(schema.item, schema.capacity, base + 1),
        { base, itemSlots: slotCount(schema.item), when },
      ];
    case 'union':
      return Object.values(schema.variants).flatMap((fields, variant) =>
        bagPlaces(fields, base + 1, [...when, { slot: base, variant }]),
      );
    default:
      return [];
  }
}

/** Insertion sort of `count` items of `width` slots each: bags are small and nearly sorted. */
function sortItems(slots: Int32Array, start: number, count: number, width: number): void {
  for (let index = 1; index < count; index++) {
    for (
      let at = start + index * width;
      at > start && isLess(slots, at, at - width, width);
      at -= width
    )
      swap(slots, at, at - width, width);
  }
}

function isLess(slots: Int32Array, a: number, b: number, width: number): boolean {
  for (let slot = 0; slot < width; slot++) {
    const order = (slots[a + slot] ?? 0) - (slots[b + slot] ?? 0);
    if (order !== 0) return order < 0;
  }
  return false;
}

function swap(slots: Int32Array, a: number, b: number, width: number): void {
  for (let slot = 0; slot < width; slot++) {
    const kept = slots[a + slot] ?? 0;
    slots[a + slot] = slots[b + slot] ?? 0;
    slots[b + slot] = kept;
  }
}
