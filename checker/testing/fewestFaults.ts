/**
 * The reference for fewest faults: the whole space of plain states and all its edges first, then the least
 * (faults, steps) of each state by relaxing every edge until nothing gets less. As slow and as plain as it can be
 * written; it shares nothing with the search, not even an order.
 */
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { normalForm } from './values.ts';

/** What a trace takes. */
export interface Cost {
  readonly faults: number;
  readonly steps: number;
}

export interface LeastCosts {
  readonly distinct: number;
  readonly transitions: number;
  /** States on the longest of the traces to states, each of the least cost. */
  readonly depth: number;
  /** The largest number of faults that a state takes. */
  readonly mostFaults: number;
  /** What is found, by property, with its least cost; null stands for a deadlock. */
  readonly findings: ReadonlyMap<string | null, Cost>;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly instance: Instance;
}

export function isLess(a: Cost, b: Cost): boolean {
  return a.faults < b.faults || (a.faults === b.faults && a.steps < b.steps);
}

/** Null for a space of more than `most` states. */
export function leastCosts(model: Model, most: number): LeastCosts | null {
  const states = new Map<string, unknown>();
  const edges: Edge[] = [];
  const keyOf = (state: unknown): string => {
    const key = normalForm(model.state, state);
    if (!states.has(key)) states.set(key, state);
    return key;
  };
  const initial = model.initial.map((state) => keyOf(canonical(model.state, state)));
  const instances = model.actions.flatMap(instancesOf);
  for (const [from, state] of states) {
    if (states.size > most) return null;
    for (const instance of instances)
      if (blockedBy(instance, state) === null)
        edges.push({ from, to: keyOf(stepTo(model.state, instance, state)), instance });
  }
  const costs = relaxed(initial, edges);
  const known = [...costs.values()];
  return {
    distinct: states.size,
    transitions: edges.length,
    depth: Math.max(...known.map(({ steps }) => steps)) + 1,
    mostFaults: Math.max(...known.map(({ faults }) => faults)),
    findings: findingsOf(model, states, edges, costs),
  };
}

function relaxed(initial: readonly string[], edges: readonly Edge[]): Map<string, Cost> {
  const costs = new Map(initial.map((key): [string, Cost] => [key, { faults: 0, steps: 0 }]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const edge of edges) {
      const cost = costAfter(edge, costs);
      const before = costs.get(edge.to);
      if (cost === null || (before !== undefined && !isLess(cost, before))) continue;
      costs.set(edge.to, cost);
      changed = true;
    }
  }
  return costs;
}

function costAfter({ from, instance }: Edge, costs: ReadonlyMap<string, Cost>): Cost | null {
  const before = costs.get(from);
  if (before === undefined) return null;
  return { faults: before.faults + (instance.action.fault ? 1 : 0), steps: before.steps + 1 };
}

function findingsOf(
  model: Model,
  states: ReadonlyMap<string, unknown>,
  edges: readonly Edge[],
  costs: ReadonlyMap<string, Cost>,
): Map<string | null, Cost> {
  const found = new Map<string | null, Cost>();
  const note = (name: string | null, cost: Cost | null | undefined): void => {
    const before = found.get(name);
    if (cost != null && (before === undefined || isLess(cost, before))) found.set(name, cost);
  };
  const moving = new Set(edges.map(({ from }) => from));
  for (const [key, state] of states) {
    if (model.deadlock === 'forbidden' && !moving.has(key)) note(null, costs.get(key));
    for (const property of model.properties)
      if (property.kind === 'always' && !property.holds(state)) note(property.name, costs.get(key));
  }
  for (const edge of edges) {
    const step = { name: edge.instance.action.name, parameters: edge.instance.parameters };
    for (const property of model.properties) {
      if (property.kind !== 'step') continue;
      if (!property.holds(states.get(edge.from), states.get(edge.to), step))
        note(property.name, costAfter(edge, costs));
    }
  }
  return found;
}
