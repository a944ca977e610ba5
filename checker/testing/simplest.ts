/**
 * The reference for the simplest of the shortest traces: writes all of them down, on plain states, and takes the
 * least. As slow and as plain as it can be written.
 */
import fc from 'fast-check';
import type { Action } from '../system/action.ts';
import { actorOf, type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { anyFaultyModel, type Edge, type Graph, graphOf, NODES } from './faulty.ts';
import { normalForm } from './values.ts';

/** A trace, by the numbers of its initial state and of its instances. */
export interface PlainTrace {
  readonly start: number;
  readonly steps: readonly number[];
  readonly faults: number;
  readonly turns: number;
}

interface Way extends PlainTrace {
  readonly before: unknown;
  readonly state: unknown;
  readonly actors: readonly (string | null)[];
}

/** Traces that are written down at most. */
const MOST = 400;

/**
 * The simplest of the shortest traces to a violation of a property, or for null to a deadlock. `undefined` where there
 * is none in `length` steps or fewer, or there are too many ways to write down.
 */
export function simplestNaively(
  model: Model,
  property: Property | null,
  length: number,
): PlainTrace | undefined {
  const instances = model.actions.flatMap(instancesOf);
  const known = new Set<string>();
  let ways: Way[] = model.initial.map((state, start) => ({
    start,
    steps: [],
    faults: 0,
    turns: 0,
    before: null,
    state: canonical(model.state, state),
    actors: [],
  }));
  for (let steps = 0; steps <= length && ways.length > 0 && ways.length <= MOST; steps++) {
    const reached = new Set(ways.map(({ state }) => normalForm(model.state, state)));
    for (const form of reached) known.add(form);
    const next = ways.flatMap((way) => successorsOf(model, instances, way));
    const ended = [
      ...ways.filter((way) => isEnd(instances, property, way)),
      ...next.filter((way) => breaksStep(instances, property, way)),
    ];
    if (ended.length > 0) return least(ended);
    ways = next.filter(({ state }) => !known.has(normalForm(model.state, state)));
  }
  return undefined;
}

function successorsOf(model: Model, instances: readonly Instance[], way: Way): Way[] {
  return instances.flatMap((instance, nth) => {
    if (blockedBy(instance, way.state) !== null) return [];
    const actors = [...way.actors, actorOf(instance, way.state)];
    return {
      start: way.start,
      steps: [...way.steps, nth],
      faults: way.faults + (instance.action.fault ? 1 : 0),
      turns: way.turns + (actors.length > 1 && actors.at(-1) !== actors.at(-2) ? 1 : 0),
      before: way.state,
      state: stepTo(model.state, instance, way.state),
      actors,
    };
  });
}

function isEnd(instances: readonly Instance[], property: Property | null, { state }: Way): boolean {
  if (property === null) return instances.every((instance) => blockedBy(instance, state) !== null);
  return property.kind === 'always' && !property.holds(state);
}

function breaksStep(
  instances: readonly Instance[],
  property: Property | null,
  { before, state, steps }: Way,
): boolean {
  if (property?.kind !== 'step') return false;
  const { action, parameters } = instances[steps.at(-1) as number] as Instance;
  return !property.holds(before, state, { name: action.name, parameters });
}

/** The ways are in the order of their initial states and instances: the first of those that cost the least. */
function least(ways: readonly Way[]): PlainTrace {
  const cost = ({ faults, turns }: Way): number => 1000 * faults + turns;
  const best = Math.min(...ways.map(cost));
  const { start, steps, faults, turns } = ways.find((way) => cost(way) === best) as Way;
  return { start, steps, faults, turns };
}

/** By the node of a graph; other models have none. */
function whoIsThere(state: unknown): string {
  const { at } = state as { readonly at?: unknown };
  return typeof at === 'number' ? `node ${at}` : 'anybody';
}

/** A random model with faults, whose actions somebody takes: always the same, or whoever it is in that state. */
export function anyActedModel(): fc.Arbitrary<Model> {
  const actor: fc.Arbitrary<Action['actor']> = fc.constantFrom(
    null,
    'left',
    'right',
    whoIsThere,
    'to',
  );
  return fc
    .tuple(
      fc.oneof(anyFaultyModel(3), { arbitrary: anyLattice(), weight: 4 }),
      fc.array(actor, { minLength: 8, maxLength: 8 }),
    )
    .map(([model, actors]) => ({
      ...model,
      actions: model.actions.map((action, nth) => ({ ...action, actor: actors[nth] ?? null })),
    }));
}

const BREADTH = 4;
const DEPTH = NODES / BREADTH;

/** A graph with many ways that are equally long: most edges lead to the next layer, some to another node of the same. */
function anyLattice(): fc.Arbitrary<Model> {
  const column = fc.nat({ max: BREADTH - 1 });
  const edge: fc.Arbitrary<Edge> = fc
    .record({
      layer: fc.nat({ max: DEPTH - 2 }),
      from: column,
      to: column,
      down: fc.constantFrom(1, 1, 1, 0),
      action: fc.nat({ max: 3 }),
    })
    .map(({ layer, from, to, down, action }) => ({
      from: BREADTH * layer + from,
      to: BREADTH * (layer + down) + to,
      action,
    }));
  const late = fc.integer({ min: BREADTH * (DEPTH - 2), max: NODES - 1 });
  return fc
    .record<Graph>({
      initial: fc.uniqueArray(column, { minLength: 1, maxLength: 3 }),
      edges: fc.array(edge, { minLength: 40, maxLength: 100 }),
      bad: fc.array(late, { maxLength: 3 }),
      badSteps: fc.array(fc.tuple(late, fc.nat({ max: 3 })), { maxLength: 2 }),
      deadlock: fc.constantFrom<Model['deadlock']>('allowed', 'forbidden'),
    })
    .map(graphOf);
}
