/** Counts of actions, levels and components, compared with those of plain states counted one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bag, int, list, mapOf, optional, record, union } from '../schema/kinds.ts';
import type { Search, SearchOptions } from '../search/progress.ts';
import { advance, countsOf, createSearch, stopSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import type { Instance } from '../system/instances.ts';
import { defineModel, type Model } from '../system/model.ts';
import { eachComponent, formWithout, isItem } from '../testing/components.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { anyModel } from '../testing/models.ts';
import { square } from '../testing/square.ts';
import { componentsOf } from './components.ts';
import {
  advanceCounting,
  countedComponents,
  countingProgress,
  createCounting,
} from './counting.ts';
import { levelsOf } from './levels.ts';
import { actionCountsOf } from './report.ts';

const MOST = { maxStates: 120 };
const RUNS = { numRuns: 150 };
const ENOUGH_BYTES = 2 ** 26;

function searched(model: Model, options: SearchOptions = {}, slice = 1e6): Search {
  const search = createSearch(model, { ...options, tally: true });
  while (!advance(search, slice));
  return search;
}

/** Everything by brute force: states and steps as the reference explorer meets them. */
function bruteForce(model: Model, options: SearchOptions) {
  const states: unknown[] = [];
  const sizes: number[] = [];
  const steps: {
    readonly instance: Instance;
    readonly before: unknown;
    readonly isNew: boolean;
  }[] = [];
  const { counts } = exploreNaively(model, {
    ...options,
    onState: (state, depth) => {
      states.push(state);
      sizes[depth - 1] = (sizes[depth - 1] ?? 0) + 1;
    },
    onStep: (instance, before, isNew) => steps.push({ instance, before, isNew }),
  });
  const actions = model.actions.map((action) => {
    const own = steps.filter(({ instance }) => instance.action === action);
    return {
      action: action.name,
      states: new Set(own.map(({ before }) => before)).size,
      transitions: own.length,
      discoveries: own.filter(({ isNew }) => isNew).length,
    };
  });
  return { states, sizes, actions, counts };
}

function compareActions(model: Model, options: SearchOptions): void {
  const search = searched(model, options);
  const expected = bruteForce(model, options);
  expect(actionCountsOf(search)).toEqual(expected.actions);
  expect(levelsOf(search).sizes).toEqual(expected.sizes);
  expect(countsOf(search)).toEqual(expected.counts);
}

function counted(search: Search, slice = 1e6) {
  const counting = createCounting(search, ENOUGH_BYTES);
  while (!advanceCounting(counting, slice));
  return countedComponents(counting);
}

function compareComponents(model: Model, options: SearchOptions): void {
  const { states } = bruteForce(model, options);
  const values = new Map<string, Set<string>>(
    componentsOf(model.state).map(({ path }) => [path, new Set()]),
  );
  for (const state of states)
    eachComponent(model.state, state, (path, form) => values.get(path)?.add(form));
  const expected = [...values].map(([path, forms]) => ({
    path,
    values: forms.size,
    exact: true,
    multiplies: isItem(path)
      ? null
      : states.length / new Set(states.map((state) => formWithout(model.state, state, path))).size,
  }));
  const found = counted(searched(model, options));
  expect(
    found.map(({ path, values, exact, multiplies }) => ({ path, values, exact, multiplies })),
  ).toEqual(expected);
}

describe('what each action led to, and the size of each level', () => {
  it('of the whole space', () => {
    fc.assert(
      fc.property(anyModel(0), (model) => compareActions(model, MOST)),
      RUNS,
    );
  });

  it('up to the very state or step at which a search ends', () => {
    const limits = fc.record(
      { maxStates: fc.integer({ min: 1, max: 60 }), maxDepth: fc.integer({ min: 1, max: 5 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anyModel(3), limits, fc.boolean(), (model, limit, all) =>
        compareActions(model, { ...MOST, ...limit, all }),
      ),
      RUNS,
    );
  });

  it('of many batches', () => {
    compareActions(square(60), {});
    compareActions(square(60), { maxStates: 2000 });
    expect(actionCountsOf(searched(square(60)))).toEqual([
      { action: 'Right', states: 3540, transitions: 3540, discoveries: 59 },
      { action: 'Down', states: 3540, transitions: 3540, discoveries: 3540 },
    ]);
  });

  it('is not counted unless it is asked for', () => {
    expect(actionCountsOf(createSearch(square(3)))).toBeNull();
  });

  it('knows which levels are whole while the search runs', () => {
    const search = createSearch(square(10));
    expect(levelsOf(search)).toEqual({ sizes: [1], whole: 0 });
    advance(search, 4);
    stopSearch(search, 'interrupted');
    expect(levelsOf(search)).toEqual({ sizes: [1, 2, 3, 2], whole: 3 });
    expect(levelsOf(searched(square(3)))).toEqual({ sizes: [1, 2, 3, 2, 1], whole: 5 });
  });
});

describe('the values of components', () => {
  it('are those of the plain states', () => {
    fc.assert(
      fc.property(anyModel(2), (model) => compareComponents(model, MOST)),
      RUNS,
    );
  });

  it('are the same in slices of any size', () => {
    const search = searched(square(12));
    const whole = counted(search);
    expect(counted(search, 1)).toEqual(whole);
    expect(counted(search, 7)).toEqual(whole);
    expect(whole).toEqual([
      { path: 'x', hasFields: false, bits: 4, values: 12, exact: true, multiplies: 12 },
      { path: 'y', hasFields: false, bits: 4, values: 12, exact: true, multiplies: 12 },
    ]);
  });

  it('are at least so many, and not exact, when memory or time is up', () => {
    const wide = wideModel();
    const search = searched(wide);
    const counting = createCounting(search, 0);
    while (!advanceCounting(counting, 1e6));
    expect(countedComponents(counting)).toMatchObject([
      { path: 'pair', exact: false },
      { path: 'pair.a', values: 1000, exact: true },
      { path: 'pair.b', values: 1, exact: true },
    ]);
  });

  it('are not given as exact before every state was read', () => {
    const counting = createCounting(searched(wideModel()), ENOUGH_BYTES);
    const waiting = { exact: false, multiplies: null };
    advanceCounting(counting, 100);
    expect(countedComponents(counting)).toMatchObject([
      { path: 'pair', values: 0, ...waiting },
      { path: 'pair.a', values: 100, ...waiting },
      { path: 'pair.b', values: 1, ...waiting },
    ]);
    expect(countingProgress(counting)).toBeCloseTo(0.05);
    advanceCounting(counting, 1100);
    expect(countedComponents(counting)).toMatchObject([
      { path: 'pair', values: 200, ...waiting },
      { path: 'pair.a', values: 1000, exact: true, multiplies: 1000 },
      { path: 'pair.b', values: 1, exact: true, multiplies: 1 },
    ]);
    expect(countingProgress(counting)).toBeCloseTo(0.6);
    advanceCounting(counting, 800);
    expect(countingProgress(counting)).toBe(1);
  });

  it('are counted in a store where a bitmap would be too large', () => {
    expect(counted(searched(wideModel()))).toMatchObject([
      { path: 'pair', bits: 34, values: 1000, exact: true },
      { path: 'pair.a' },
      { path: 'pair.b' },
    ]);
  });
});

/** A thousand states of one component that takes more bits than a bitmap has room for. */
function wideModel(): Model {
  const state = record({ pair: record({ a: int(0, 2 ** 17 - 1), b: int(0, 2 ** 17 - 1) }) });
  const initial = Array.from({ length: 1000 }, (_, n) => ({ pair: { a: n * 131, b: 7 } }));
  return { name: 'wide', state, initial, actions: [], properties: [], deadlock: 'allowed' };
}

describe('paths', () => {
  it('leave keys out, and go into records, maps and optional parts, but not into items and unions', () => {
    const inner = record({ epoch: int(0, 1) });
    const schema = record({
      row: mapOf(int(0, 1), record({ log: list(inner, 2), spare: optional(inner) })),
      inbox: bag(inner, 2),
      message: union('kind', { a: inner }),
    });
    expect(componentsOf(schema).map(({ path }) => path)).toEqual([
      'row',
      'row[]',
      'row[].log',
      'row[].log[]',
      'row[].spare',
      'row[].spare.epoch',
      'inbox',
      'inbox[]',
      'message',
    ]);
  });
});

it('counts the rest right where it differs in the highest bits of several words alone', () => {
  const state = record({
    r: mapOf(int(0, 2), record({ log: int(0, 2 ** 26 - 1), hw: int(0, 15), pad: int(0, 3) })),
  });
  const model = defineModel({
    name: 'columns',
    state,
    initial: [{ r: [0, 1, 2].map(() => ({ log: 0, hw: 0, pad: 0 })) as never }],
    deadlock: 'allowed',
    actions: [
      actionsOn(state)('Raise', {
        parameters: { key: int(0, 2) },
        when: { 'there is room': ({ r }, { key }) => r.at(key).hw < 15 },
        effect: ({ r }, { key }) => {
          r.at(key).hw += 1;
        },
      }),
    ],
  });
  const counting = createCounting(searched(model), ENOUGH_BYTES);
  while (!advanceCounting(counting, 1000));
  const constant = countedComponents(counting).filter(({ path }) => /log|pad/.test(path));
  expect(constant.map(({ values, multiplies }) => [values, multiplies])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
