/**
 * Reads the stored states once more and counts their components. In slices, as the search is, so that
 * whoever runs it can watch a clock. Components of few bits are counted together, each of the others on
 * its own, so that only one large set of values takes memory.
 */
import type { Search } from '../search/progress.ts';
import { countsOf } from '../search/search.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { componentsOf } from './components.ts';
import {
  type ComponentCount,
  type Counted,
  type Counter,
  countedOf,
  countState,
  createCounter,
  resultOf,
  takesLittle,
  unfinishedOf,
} from './counter.ts';

/** A count under way. Its fields are for this file. */
export interface Counting {
  readonly search: Search;
  readonly states: number;
  readonly maxBytes: number;
  /** In the order of the schema. */
  readonly all: readonly Counted[];
  /** Those that wait; each group is counted in one pass over the states. */
  readonly groups: Counted[][];
  /** How many groups there were. */
  readonly passes: number;
  readonly results: Map<Counted, ComponentCount>;
  pass: { readonly counters: readonly Counter[]; next: number } | null;
}

/**
 * Prepares to count the components of the states that a search, now over, has stored.
 * @param maxBytes what the values of one component of many bits may take
 */
export function createCounting(search: Search, maxBytes: number): Counting {
  const all = componentsOf(search.model.state).map(countedOf);
  const small = all.filter(takesLittle);
  const large = all.filter((one) => !takesLittle(one)).map((one) => [one]);
  const groups = small.length === 0 ? large : [small, ...large];
  return {
    search,
    states: countsOf(search).distinct,
    maxBytes,
    all,
    groups,
    passes: groups.length,
    results: new Map(),
    pass: null,
  };
}

/** Reads up to `states` states. Returns true once every component has been counted. */
export function advanceCounting(counting: Counting, states: number): boolean {
  const { search, groups, results, maxBytes } = counting;
  let left = states;
  while (left > 0) {
    if (counting.pass === null) {
      const group = groups.shift();
      if (group === undefined) return true;
      const counters = group.map((one) => createCounter(search.machine, one, maxBytes));
      counting.pass = { counters, next: 0 };
    }
    const { pass } = counting;
    const end = Math.min(counting.states, pass.next + left);
    // A pass over no states must come to an end as well.
    left -= Math.max(1, end - pass.next);
    readStates(search, pass.counters, pass.next, end);
    pass.next = end;
    if (end < counting.states) continue;
    for (const counter of pass.counters) results.set(counter.counted, resultOf(counter, end));
    counting.pass = null;
  }
  return counting.pass === null && groups.length === 0;
}

/** How much has been read, from 0 to 1. */
export function countingProgress({ pass, passes, groups, states }: Counting): number {
  const begun = pass === null ? 0 : 1;
  const inPass = pass === null || states === 0 ? 0 : pass.next / states;
  return passes === 0 ? 1 : (passes - groups.length - begun + inPass) / passes;
}

/** What has been counted so far: of components that nobody has come to yet, at least no value. */
export function countedComponents({ all, results, pass }: Counting): ComponentCount[] {
  const waiting = (counted: Counted): ComponentCount =>
    unfinishedOf(
      pass?.counters.find((counter) => counter.counted === counted) ?? { counted, values: null },
    );
  return all.map((counted) => results.get(counted) ?? waiting(counted));
}

function readStates(
  { machine, store }: Search,
  counters: readonly Counter[],
  first: number,
  end: number,
): void {
  for (let state = first; state < end; state++) {
    const segment = segmentOf(store, state);
    const offset = offsetOf(store, state);
    machine.show(segment, offset);
    for (const counter of counters) countState(counter, store, segment, offset);
  }
}
