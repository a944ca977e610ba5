/**
 * One search in a process of its own, for tests: reads what to search from its argument, prints what it
 * found as one line of JSON. Guards that have run on the views of one model are several times slower on
 * those of the next (inline caches), so large spaces are not searched one after another in one process.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  advance,
  type Constants,
  createSearch,
  type Model,
  outcomeOf,
  type Recovered,
  resolveConstants,
  type Search,
  type Spec,
} from '../../checker/index.ts';
import { searchedToFirst } from '../../checker/testing/toFirst.ts';
import { clusterModel } from '../cluster/model.ts';
import type { ClusterRules } from '../cluster/rules.ts';
import type { ClusterConstants } from '../cluster/state.ts';
import { replicationModel } from '../replication/model.ts';
import type { ReplicationRules } from '../replication/rules.ts';
import type { ReplicationConstants } from '../replication/state.ts';

/** What to search: a spec, or a model with any rules and bounds. */
export type Space =
  /** By its path below `specs/`; at its own constants, but for those that are chosen. */
  | { readonly spec: string; readonly chosen?: Constants }
  | { readonly rules: ReplicationRules; readonly constants: ReplicationConstants }
  | { readonly cluster: ClusterRules; readonly constants: ClusterConstants };

export interface Exploration {
  readonly space: Space;
  /** The properties to judge; all of the model's own if left out. */
  readonly properties?: readonly string[];
  readonly all?: boolean;
  /** To judge up to the first finding, and to count the whole space nevertheless. */
  readonly toFirst?: boolean;
}

export interface Summary {
  readonly verdict: string;
  readonly distinct: number;
  readonly transitions: number;
  readonly depth: number;
  /** The states of the shortest trace of each violated property; `deadlock` for a deadlock. */
  readonly lengths: Readonly<Record<string, number>>;
  readonly unreached: readonly string[];
  /** Of what is to be recoverable: how many states the judgement rests on. */
  readonly recovered: readonly Recovered[];
}

/** Runs a search here and now. */
export function summaryOf(
  model: Model,
  { properties, all = false, toFirst = false }: Omit<Exploration, 'space'>,
): Summary {
  const chosen = model.properties.filter(({ name }) => properties?.includes(name) ?? true);
  const judged = { ...model, properties: chosen };
  const search = toFirst ? searchedToFirst(judged) : searchedBy(judged, all);
  const { verdict, counts, findings, unreached, invalid, recovered } = outcomeOf(search);
  if (invalid !== null) throw new Error(invalid.message);
  const { distinct, transitions, depth } = counts;
  const lengths = findings.map((finding) => [
    finding.kind === 'deadlock' ? 'deadlock' : finding.property.name,
    finding.trace.length,
  ]);
  return {
    verdict,
    distinct,
    transitions,
    depth,
    lengths: Object.fromEntries(lengths),
    unreached: unreached.map(({ name }) => name),
    recovered,
  };
}

function searchedBy(model: Model, all: boolean): Search {
  const search = createSearch(model, { all });
  while (!advance(search, 1_000_000));
  return search;
}

const COMPILED = fileURLToPath(new URL('../../dist/model/testing/explore.js', import.meta.url));

/** Runs a search in a new process, from the compiled code. */
export async function exploreApart(exploration: Exploration): Promise<Summary> {
  if (!existsSync(COMPILED)) throw new Error(`${COMPILED} is missing: run npm run build first`);
  const { stdout } = await promisify(execFile)(process.execPath, [
    COMPILED,
    JSON.stringify(exploration),
  ]);
  return JSON.parse(stdout) as Summary;
}

async function modelOf(space: Space): Promise<Model> {
  if ('cluster' in space) return clusterModel(space.cluster, space.constants);
  if ('rules' in space) return replicationModel(space.rules, space.constants);
  const file = new URL(`../../specs/${space.spec}.js`, import.meta.url);
  const { default: spec } = (await import(file.href)) as { default: Spec };
  return spec.build(resolveConstants(spec.constants, space.chosen));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const exploration = JSON.parse(process.argv[2] ?? '') as Exploration;
  const summary = summaryOf(await modelOf(exploration.space), exploration);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}
