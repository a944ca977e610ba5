/**
 * What one run found, as plain data: it crosses from the process that searched to the one that
 * prints, and both the JSON and the text for people are made of it.
 */
import {
  type ActionJson,
  actionToJson,
  actorOf,
  type Constants,
  type Counterexample,
  counterexampleOf,
  type Difference,
  type DiskUse,
  differences,
  type Expectation,
  type FaultsCovered,
  type Finding,
  foldedStateLines,
  type Invalid,
  instanceText,
  type Json,
  type Limit,
  type Model,
  type Order,
  type Origin,
  type Outcome,
  type Property,
  type Recovered,
  type Schema,
  type SimulationCounts,
  type SimulationOptions,
  type StepJson,
  stateLines,
  stepsToJson,
  type TraceStep,
  type Verdict,
} from '../checker/index.ts';
import type { SpecStats } from './stats/collect.ts';

/** A step as it is shown to people. */
export interface ShownStep {
  /** `LeaderWrite(leader: b1)`; null for the initial state. */
  readonly text: string | null;
  readonly actor: string | null;
  readonly fault: boolean;
  readonly changes: readonly Difference[];
  /** The whole state, a component a line. */
  readonly lines: readonly string[];
  /** Of the initial state only: the same with what is so of several individuals in one line. */
  readonly folded: readonly string[];
}

export interface ReportedFinding {
  /** Null for a deadlock. */
  readonly property: string | null;
  readonly counterexample: Counterexample;
  readonly shown: readonly ShownStep[];
}

export interface ReportedInvalid {
  readonly message: string;
  readonly path: string | null;
  readonly value: Json;
  readonly action: ActionJson | null;
  readonly steps: readonly StepJson[];
  readonly shown: readonly ShownStep[];
}

export type ReportedProperty = Pick<Property, 'kind' | 'name' | 'claim'>;

/** What random walks were to do, and what they did. */
export interface ReportedSimulation {
  readonly options: SimulationOptions;
  readonly counts: SimulationCounts;
  /** Steps of the walk that came upon the finding, before it was made shorter. */
  readonly walkedSteps: number | null;
}

/** Where a search was saved. */
export interface SavedPoint {
  readonly folder: string;
  /** How many states the newest checkpoint has. */
  readonly states: number;
}

export interface SpecReport {
  readonly spec: string;
  readonly title: string;
  readonly about: string;
  readonly constants: Constants;
  /** The constants that are not the spec's defaults. */
  readonly changed: readonly string[];
  readonly verdict: Verdict;
  /** What decides the verdict: the first finding's property, or the first that was never seen. */
  readonly property: string | null;
  readonly expect: Expectation;
  /** Whether the run began with the spec's deep profile, whose expectation it then is. */
  readonly deep: boolean;
  /** Whether states that differ only in names were visited and counted once. */
  readonly symmetry: boolean;
  /** Null when the run was not the one that the expectation is about. */
  readonly expected: boolean | null;
  readonly judged: readonly ReportedProperty[];
  /** Properties to be seen that were not, whatever the verdict. */
  readonly unreached: readonly string[];
  /** Of what is to be recoverable, and was judged: how many states that rests on. */
  readonly recovered: readonly Recovered[];
  /** The actions that no state enabled; empty where not all states were visited. */
  readonly neverEnabled: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly invalid: ReportedInvalid | null;
  readonly limit: Limit | null;
  /** The order of the search. */
  readonly order: Order;
  /** Whether no trace of the findings can have fewer steps. */
  readonly shortest: boolean;
  /** Whether it is known that none of the shortest traces is simpler: fewer faults, or as many and fewer turns. */
  readonly simplest: boolean;
  /** Null for a search; else the counts below are zero. */
  readonly simulation: ReportedSimulation | null;
  readonly distinct: number;
  readonly transitions: number;
  readonly depth: number;
  readonly complete: boolean;
  readonly coveredDepth: number;
  /** How many states were compared with renamed ones; null without symmetry. */
  readonly renamed: number | null;
  /** Null unless faults were minimized. */
  readonly faults: FaultsCovered | null;
  /** Null if all states stayed in memory, in all runs of the search. */
  readonly disk: DiskUse | null;
  /** Whether it may go on on disk when memory is used up. */
  readonly mayOverflow: boolean;
  /** What the file system said when nothing more could be written. */
  readonly problem: string | null;
  /** Null where there is no checkpoint of the search. */
  readonly checkpoint: SavedPoint | null;
  readonly seconds: number;
  readonly workers: number;
  readonly peakBytes: number;
  /** Null unless they were asked for, and there is something to count. */
  readonly stats: SpecStats | null;
}

/** The parts of a report that the search's outcome decides. */
export type ReportedOutcome = Pick<
  SpecReport,
  | 'verdict'
  | 'property'
  | 'unreached'
  | 'recovered'
  | 'neverEnabled'
  | 'findings'
  | 'invalid'
  | 'limit'
  | 'shortest'
  | 'simplest'
  | 'simulation'
  | 'distinct'
  | 'transitions'
  | 'depth'
  | 'complete'
  | 'coveredDepth'
  | 'renamed'
  | 'faults'
  | 'disk'
  | 'problem'
  | 'checkpoint'
>;

/** The figures of a run that visited no states one by one. */
export const NOTHING_SEARCHED = {
  recovered: [],
  neverEnabled: [],
  simplest: false,
  distinct: 0,
  transitions: 0,
  depth: 0,
  complete: false,
  coveredDepth: 0,
  renamed: null,
  faults: null,
  disk: null,
  problem: null,
  checkpoint: null,
} as const satisfies Partial<ReportedOutcome>;

export function reportOutcome(origin: Origin, outcome: Outcome): ReportedOutcome {
  const { verdict, limit, counts, complete, coveredDepth, faults, disk, problem } = outcome;
  const { shortest, simplest, renamed } = outcome;
  const findings = outcome.findings.map((finding) => reportFinding(origin, finding));
  const unreached = outcome.unreached.map(({ name }) => name);
  return {
    verdict,
    property: propertyOf(verdict, findings, unreached),
    unreached,
    recovered: outcome.recovered,
    neverEnabled: outcome.neverEnabled,
    findings,
    invalid: outcome.invalid === null ? null : reportInvalid(origin.model, outcome.invalid),
    limit,
    shortest,
    simplest,
    simulation: null,
    distinct: counts.distinct,
    transitions: counts.transitions,
    depth: counts.depth,
    complete,
    coveredDepth,
    renamed,
    faults,
    disk,
    problem,
    checkpoint: null,
  };
}

function propertyOf(
  verdict: Verdict,
  findings: readonly ReportedFinding[],
  unreached: readonly string[],
): string | null {
  if (verdict === 'violated') return findings[0]?.property ?? null;
  return verdict === 'unreached' ? (unreached[0] ?? null) : null;
}

export function reportFinding(origin: Origin, finding: Finding): ReportedFinding {
  return {
    property: finding.kind === 'violated' ? finding.property.name : null,
    counterexample: counterexampleOf(origin, finding),
    shown: showSteps(origin.model, finding.trace),
  };
}

export function reportInvalid(model: Model, invalid: Invalid): ReportedInvalid {
  return {
    message: invalid.message,
    path: invalid.path,
    value: plainJson(invalid.value),
    action: invalid.instance === null ? null : actionToJson(invalid.instance),
    steps: stepsToJson(model, invalid.trace),
    shown: showSteps(model, invalid.trace),
  };
}

export function showSteps({ state: schema }: Model, trace: readonly TraceStep[]): ShownStep[] {
  return trace.map(({ instance, state }, step) => {
    const before = trace[step - 1]?.state;
    const lines = stateLines<Schema>(schema, state);
    if (instance === null) {
      const folded = foldedStateLines<Schema>(schema, state);
      return { text: null, actor: null, fault: false, changes: [], lines, folded };
    }
    return {
      text: instanceText(instance),
      actor: actorOf(instance, before),
      fault: instance.action.fault,
      changes: differences<Schema>(schema, before, state),
      lines,
      folded: [],
    };
  });
}

/** What a model put where it does not belong may be anything at all. */
function plainJson(value: unknown): Json {
  if (value === undefined) return null;
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json;
  } catch {
    return String(value);
  }
}
