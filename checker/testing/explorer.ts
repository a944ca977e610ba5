/**
 * The reference: breadth-first over plain states, as slow and as plain as it can be written. What the
 * search finds must be what this finds.
 */
import type { Counts, Limit, Verdict } from '../search/outcome.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
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
  const unreached = model.properties
    .filter(({ kind, name }) => kind.startsWith('sometimes') && !seen.has(name))
    .map(({ name }) => name)
    .sort();
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
