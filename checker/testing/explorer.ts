/**
 * The reference: breadth-first over plain states, as slow and as plain as it can be written. What the
 * search finds must be what this finds.
 */
import type { Counts, Limit, Verdict } from '../search/outcome.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { RecoverableProperty } from '../system/property.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { normalForm } from './values.ts';

interface Found {
  /** Null for a deadlock. */
  readonly property: string | null;
  /** States of the shortest trace. */
  readonly length: number;
  /** The state at its end. */
  readonly state: string;
}

export interface Explored {
  readonly verdict: Verdict;
  readonly limit: Limit | null;
  readonly counts: Counts;
  readonly findings: readonly Found[];
  readonly unreached: readonly string[];
}

interface ExploreOptions {
  readonly all?: boolean;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  /** Told of each distinct state, when it is found. */
  readonly onState?: (state: unknown, depth: number) => void;
  /** Told of each transition that counts, and whether it was the first to lead to its state. */
  readonly onStep?: (instance: Instance, before: unknown, isDiscovery: boolean) => void;
}

export function exploreNaively(model: Model, options: ExploreOptions = {}): Explored {
  const { all = false, maxStates = Infinity, maxDepth = Infinity } = options;
  const instances = model.actions.flatMap(instancesOf);
  const known = new Set<string>();
  const queue: { readonly state: unknown; readonly depth: number }[] = [];
  const findings: Found[] = [];
  const judgesBeyond = model.properties.some(({ kind }) => kind === 'recoverable');
  /** Steps that are no faults. */
  const edges: [from: string, to: string][] = [];
  const seen = new Set<string>();
  let limit: Limit | null = null;
  let transitions = 0;
  let head = 0;

  const isOver = (): boolean => limit !== null || (!all && findings.length > 0);
  const report = (property: string | null, state: unknown, length: number): void => {
    if (isOver() || findings.some((found) => found.property === property)) return;
    findings.push({ property, length, state: normalForm(model.state, state) });
  };
  const visit = (state: unknown, depth: number): void => {
    const key = normalForm(model.state, state);
    if (known.has(key)) return;
    if (queue.length >= maxStates) limit = 'max-states';
    if (isOver()) return;
    known.add(key);
    queue.push({ state, depth });
    options.onState?.(state, depth);
    for (const property of model.properties) {
      if (property.kind === 'always' && !property.holds(state)) report(property.name, state, depth);
      if (property.kind === 'sometimes' && property.holds(state)) seen.add(property.name);
    }
  };
  const take = (instance: Instance, before: unknown, depth: number): void => {
    const after = stepTo(model.state, instance, before);
    const known = queue.length;
    if (judgesBeyond && !instance.action.fault)
      edges.push([normalForm(model.state, before), normalForm(model.state, after)]);
    visit(after, depth + 1);
    if (limit !== null) return;
    transitions += 1;
    options.onStep?.(instance, before, queue.length > known);
    const step = { name: instance.action.name, parameters: instance.parameters };
    for (const property of model.properties) {
      if (property.kind === 'step' && !property.holds(before, after, step))
        report(property.name, after, depth + 1);
      if (property.kind === 'sometimes-step' && property.holds(before, after, step))
        seen.add(property.name);
    }
  };

  for (const state of model.initial) if (!isOver()) visit(canonical(model.state, state), 1);
  for (let next = queue[0]; next !== undefined && !isOver(); next = queue[head]) {
    const { state, depth } = next;
    if (depth >= maxDepth) {
      limit = 'max-depth';
      break;
    }
    head += 1;
    const enabled = instances.filter((instance) => blockedBy(instance, state) === null);
    if (enabled.length === 0 && model.deadlock === 'forbidden') report(null, state, depth);
    for (const instance of enabled) if (!isOver()) take(instance, state, depth);
  }
  for (const property of model.properties) {
    if (property.kind !== 'recoverable' || isOver()) continue;
    const lost = firstLost(model, property, queue, edges);
    if (lost !== undefined) report(property.name, lost.state, lost.depth);
  }
  const unreached = neverSeen(model, seen);
  return {
    verdict: verdictOf(findings, limit, unreached),
    limit,
    counts: {
      distinct: queue.length,
      transitions,
      depth: queue.at(-1)?.depth ?? 0,
      frontier: queue.length - head,
    },
    findings,
    unreached,
  };
}

function verdictOf(
  findings: readonly Found[],
  limit: Limit | null,
  unreached: readonly string[],
): Verdict {
  const [first] = findings;
  if (first !== undefined) return first.property === null ? 'deadlock' : 'violated';
  if (limit !== null) return 'incomplete';
  return unreached.length > 0 ? 'unreached' : 'holds';
}

function neverSeen({ properties }: Model, seen: ReadonlySet<string>): string[] {
  return properties
    .filter(({ kind, name }) => kind.startsWith('sometimes') && !seen.has(name))
    .map(({ name }) => name)
    .sort();
}

/** The first state from which a property cannot come about, by relaxing every edge until nothing changes. */
function firstLost<Item extends { readonly state: unknown }>(
  model: Model,
  { holds, unless }: RecoverableProperty,
  found: readonly Item[],
  edges: readonly (readonly [from: string, to: string])[],
): Item | undefined {
  const formOf = ({ state }: Item): string => normalForm(model.state, state);
  const reaching = new Set(found.filter(({ state }) => holds(state)).map(formOf));
  for (let before = -1; before !== reaching.size; ) {
    before = reaching.size;
    for (const [from, to] of edges.toReversed()) if (reaching.has(to)) reaching.add(from);
  }
  return found.find((item) => !reaching.has(formOf(item)) && unless?.(item.state) !== true);
}
