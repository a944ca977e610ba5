/**
 * Reads the stored states once more, a component at a time, and counts: how many distinct values it
 * has, and how many states there would be without it. In slices, as the search is, so that whoever runs
 * it can watch a clock; one component after the other, so that only one set of values takes memory.
 */
import { codecOf } from '../schema/codec.ts';
import { record } from '../schema/kinds.ts';
import { bitsFor, type Layout, layoutOf } from '../schema/layout.ts';
import type { Search } from '../search/progress.ts';
import { countsOf } from '../search/search.ts';
import { offsetOf, segmentOf } from '../search/store.ts';
import { type Component, componentsOf } from './components.ts';
import { createHashSample, type HashSample } from './sample.ts';
import { createValueSet, type ValueSet } from './values.ts';

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
   * once. Null for items of maps, lists and bags, and where not every state was read.
   */
  readonly multiplies: number | null;
}

/** A count under way. */
export interface Counting {
  readonly search: Search;
  readonly states: number;
  readonly maxBytes: number;
  readonly components: readonly Component[];
  readonly done: ComponentCount[];
  current: Current | null;
}

/** The component that is being counted. */
interface Current {
  readonly component: Component;
  readonly bits: number;
  readonly values: ValueSet;
  /** Packs the slots of each place, if there is a value in it. */
  readonly addValues: () => void;
  readonly rest: Rest | null;
  next: number;
}

/** What remains of states without a component. */
interface Rest {
  readonly keep: Int32Array;
  readonly words: Int32Array;
  readonly sample: HashSample;
}

/** Prepares to count the components of the states that a search, now over, has stored. */
export function createCounting(search: Search, maxBytes: number): Counting {
  return {
    search,
    states: countsOf(search).distinct,
    maxBytes,
    components: componentsOf(search.model.state),
    done: [],
    current: null,
  };
}

/** Reads up to `states` states. Returns true once every component has been counted. */
export function advanceCounting(counting: Counting, states: number): boolean {
  let left = states;
  while (left > 0) {
    const component = counting.components[counting.done.length];
    if (component === undefined) return true;
    counting.current ??= begin(counting, component);
    const read = Math.min(left, counting.states - counting.current.next);
    readStates(counting.search, counting.current, read);
    // A component of no states must come to an end as well.
    left -= Math.max(1, read);
    if (counting.current.next < counting.states) continue;
    counting.done.push(resultOf(counting.current, counting.states));
    counting.current = null;
  }
  return counting.done.length === counting.components.length;
}

/** What has been counted so far: of components that nobody has come to yet, at least no value. */
export function countedComponents(counting: Counting): ComponentCount[] {
  const { done, current, components, states } = counting;
  const begun = current === null ? done : [...done, resultOf(current, states)];
  const waiting = components.slice(begun.length).map((component) => ({
    path: component.path,
    hasFields: component.hasFields,
    bits: bitsOf(component, layoutOfValue(component)),
    values: 0,
    exact: states === 0,
    multiplies: null,
  }));
  return [...begun, ...waiting];
}

/** One value of a component, as a state of its own. */
function layoutOfValue({ schema }: Component): Layout {
  return layoutOf(record({ value: schema }));
}

function bitsOf({ places }: Component, { bits }: Layout): number {
  return bits * places.length;
}

function begin({ search, maxBytes }: Counting, component: Component): Current {
  const { machine } = search;
  const layout = layoutOfValue(component);
  const { pack } = codecOf(layout);
  const values = createValueSet(layout.bits, layout.words, maxBytes);
  const places = component.places.map(({ base, when }) => ({
    slots: machine.slots.subarray(base, base + layout.largest.length),
    when,
  }));
  return {
    component,
    bits: bitsOf(component, layout),
    values,
    addValues: () => {
      for (const { slots, when } of places) {
        if (!when.every(({ slot, above }) => (machine.slots[slot] as number) > above)) continue;
        pack(slots, values.words, values.offset());
        values.add();
      }
    },
    rest: component.isField ? restWithout(search, component, layout.largest.length) : null,
    next: 0,
  };
}

/** The bits of a state that are not the component's. */
function restWithout({ machine }: Search, { places }: Component, width: number): Rest {
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

function readStates({ machine, store }: Search, current: Current, count: number): void {
  const { rest, addValues } = current;
  const { words, code } = store;
  const end = current.next + count;
  for (let state = current.next; state < end; state++) {
    const segment = segmentOf(store, state);
    const offset = offsetOf(store, state);
    machine.show(segment, offset);
    addValues();
    if (rest === null) continue;
    for (let word = 0; word < words; word++)
      rest.words[word] = (segment[offset + word] as number) & (rest.keep[word] as number);
    rest.sample.add(code.hash(rest.words, 0));
  }
  current.next = end;
}

function resultOf(
  { component, bits, values, rest, next }: Current,
  states: number,
): ComponentCount {
  const { path, hasFields } = component;
  const isWhole = next === states;
  const found = values.count();
  return {
    path,
    hasFields,
    bits,
    values: found,
    exact: isWhole && !values.isFull(),
    multiplies: rest === null || !isWhole || states === 0 ? null : states / rest.sample.estimate(),
  };
}
