/** Counts one component: its distinct values, and how many states there would be without it. */
import { codecOf } from '../schema/codec.ts';
import { record } from '../schema/kinds.ts';
import { bitsFor, type Layout, layoutOf } from '../schema/layout.ts';
import type { Machine } from '../search/machine.ts';
import { finished, mixed } from '../store/mixing.ts';
import type { StateStore } from '../store/store.ts';
import type { Component } from './components.ts';
import { createHashSample, type HashSample } from './sample.ts';
import { createValueSet, isSmall, type ValueSet } from './values.ts';

/** What was counted of one component. */
export interface ComponentCount {
  readonly path: string;
  readonly hasFields: boolean;
  /** Bits that it takes in a state, in all of its places. */
  readonly bits: number;
  /** How many distinct values occur in the states; at least so many where `exact` is false. */
  readonly values: number;
  readonly exact: boolean;
  /**
   * How many times more states there are than without it, where what remains of two states is counted
   * once: about, with a standard error of 1 percent. Null for items of maps, lists and bags, and where
   * not every state was read.
   */
  readonly multiplies: number | null;
}

/** A component, and how its values are packed. */
export interface Counted {
  readonly component: Component;
  /** Of one value, as a state of its own. */
  readonly layout: Layout;
}

/** A count of one component. */
export interface Counter {
  readonly counted: Counted;
  readonly values: ValueSet;
  /** Packs the slots of each place, if there is a value in it. */
  readonly addValues: () => void;
  /** Null where there is no state without the component. */
  readonly rest: Rest | null;
}

/** What remains of states without a component. */
interface Rest {
  readonly keep: Int32Array;
  readonly words: Int32Array;
  readonly sample: HashSample;
}

export function countedOf(component: Component): Counted {
  return { component, layout: layoutOf(record({ value: component.schema })) };
}

/** Whether counting it takes so little memory that many can be counted at a time. */
export function takesLittle({ layout }: Counted): boolean {
  return isSmall(layout.bits);
}

export function createCounter(machine: Machine, counted: Counted, maxBytes: number): Counter {
  const { component, layout } = counted;
  const { slots } = machine;
  const { pack } = codecOf(layout);
  const values = createValueSet(layout.bits, layout.words, maxBytes);
  const width = layout.largest.length;
  const places = component.places.map(({ base, when }) => ({
    own: slots.subarray(base, base + width),
    when,
  }));
  return {
    counted,
    values,
    addValues: () => {
      for (const { own, when } of places) {
        if (!when.every(({ slot, above }) => (slots[slot] as number) > above)) continue;
        pack(own, values.words, values.offset());
        values.add();
      }
    },
    rest: component.isField ? restWithout(machine, component, width) : null,
  };
}

/** The bits of a state that are not the component's. */
function restWithout(machine: Machine, { places }: Component, width: number): Rest {
  const { words, largest } = machine.layout;
  const ours = new Int32Array(largest.length);
  for (const { base } of places) {
    for (let slot = base; slot < base + width; slot++)
      ours[slot] = 2 ** bitsFor(largest[slot] ?? 0) - 1;
  }
  const mask = new Int32Array(words);
  codecOf(machine.layout).pack(ours, mask, 0);
  return {
    keep: mask.map((word) => ~word),
    words: new Int32Array(words),
    sample: createHashSample(),
  };
}

/** Counts one stored state, which the machine shows. */
export function countState(
  { addValues, rest }: Counter,
  { words }: StateStore,
  segment: Int32Array,
  offset: number,
): void {
  addValues();
  if (rest === null) return;
  for (let word = 0; word < words; word++)
    rest.words[word] = (segment[offset + word] as number) & (rest.keep[word] as number);
  rest.sample.add(hashOf(rest.words));
}

/** Not the store's hash: it need not tell apart what differs in the highest bits of several words alone. */
function hashOf(words: Int32Array): number {
  let hash = 0;
  for (const word of words) hash = mixed(hash, word);
  return finished(hash);
}

/**
 * What a counter has found.
 * @param states how many states it has counted, all of them
 */
export function resultOf({ counted, values, rest }: Counter, states: number): ComponentCount {
  const result = unfinishedOf({ counted, values });
  const fewer = rest === null || states === 0 ? null : rest.sample.estimate();
  return {
    ...result,
    exact: !values.isFull(),
    multiplies: fewer === null ? null : Math.max(1, states / fewer),
  };
}

/** What a counter has found that has not seen every state; nothing if there is none yet. */
export function unfinishedOf({
  counted,
  values,
}: Pick<Counter, 'counted'> & { readonly values: ValueSet | null }): ComponentCount {
  const { component, layout } = counted;
  return {
    path: component.path,
    hasFields: component.hasFields,
    bits: layout.bits * component.places.length,
    values: values?.count() ?? 0,
    exact: false,
    multiplies: null,
  };
}
