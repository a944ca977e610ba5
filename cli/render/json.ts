/** The JSON of `check`, `list` and `show`: a contract with other programs, documented in docs/json.md. */
import type {
  Constants,
  DeepProfile,
  Expectation,
  Model,
  Spec,
  StepJson,
} from '../../checker/index.ts';
import type { ReportedFinding, ReportedSimulation, SpecReport } from '../report.ts';
import type { Counterpart } from '../specs/counterpart.ts';
import type { SpecStats } from '../stats/collect.ts';
import { domainText } from './domain.ts';
import { faultsIn } from './faults.ts';
import { neverEnabled } from './stats.ts';

/**
 * One line of `check --json` or `simulate --json`.
 * @param file of a spec of one's own
 */
export function reportJson(report: SpecReport, file: string | null, all: boolean): string {
  const { spec, verdict, property, expected, constants, seconds, peakBytes } = report;
  const trace = traceOf(report);
  // Where the model is at fault, that is what the line is about; what else was found is among the findings.
  const first = report.invalid === null ? report.findings[0] : undefined;
  return JSON.stringify({
    spec,
    ...fileJson(file),
    verdict,
    property,
    expected,
    ...(report.simulation === null ? searchJson(report) : simulationJson(report.simulation)),
    constants,
    seconds,
    workers: report.workers,
    symmetry: report.symmetry,
    ...(report.renamed === null ? {} : { renamed: report.renamed }),
    memory: { peakBytes },
    ...(report.disk === null ? {} : { disk: report.disk }),
    ...(report.checkpoint === null ? {} : { checkpoint: report.checkpoint }),
    ...(trace === null ? {} : { trace }),
    ...(first === undefined
      ? {}
      : { ...reasonOf(first), shortest: report.shortest, simplest: report.simplest }),
    ...(first === undefined || report.faults === null ? {} : { faults: faultsIn(first) }),
    ...(all ? { findings: findingsJson(report) } : {}),
    ...(report.limit === null ? {} : { limit: report.limit }),
    ...(report.problem === null ? {} : { problem: report.problem }),
    ...(verdict === 'unreached' ? { unreached: report.unreached } : {}),
    ...(report.recovered.length === 0 ? {} : { recovered: report.recovered }),
    ...(report.neverEnabled.length === 0 ? {} : { neverEnabled: report.neverEnabled }),
    ...(report.invalid === null ? {} : { error: errorJson(report.invalid) }),
    ...(report.stats === null ? {} : { stats: statsJson(report.stats) }),
  });
}

/**
 * Depth-first and by fewest faults, no depth is that of the space: what is known is the longest path that was
 * taken.
 */
function searchJson({ order, distinct, transitions, depth, complete, faults }: SpecReport): object {
  if (faults === null && order !== 'depth-first')
    return { order, states: { distinct, transitions, depth, complete } };
  const states = { distinct, transitions, depth: null, longestPath: depth, complete };
  if (faults === null) return { order, states };
  const { most, covered } = faults;
  const byFaults = { mostFaults: most, coveredFaults: covered < 0 ? null : covered };
  return { order, minimize: 'faults', states: { ...states, ...byFaults } };
}

/** The states of random walks are not told apart: how many were met bounds how many there were. */
function simulationJson({ options, counts, walkedSteps }: ReportedSimulation): object {
  return {
    simulation: {
      ...options,
      walked: { walks: counts.walks, steps: counts.steps },
      walkedSteps,
    },
    states: { distinct: null, atMost: counts.states, complete: false },
  };
}

/** Documented in docs/state-space.md. */
function statsJson(stats: SpecStats): object {
  const components = stats.components.map(({ hasFields: _, ...component }) => component);
  return { ...stats, neverEnabled: neverEnabled(stats), components };
}

/** Several specs of one's own may have one name. */
function fileJson(file: string | null): object {
  return file === null ? {} : { file };
}

/** The line of a run that broke down, as by a crash or for lack of memory, or of a spec that cannot be loaded. */
export function failureJson(spec: string, file: string | null, message: string): string {
  return JSON.stringify({
    spec,
    ...fileJson(file),
    verdict: null,
    expected: false,
    error: { message },
  });
}

function traceOf({ findings, invalid }: SpecReport): readonly StepJson[] | null {
  const steps = invalid?.steps ?? findings[0]?.counterexample.steps ?? [];
  return steps.length === 0 ? null : steps;
}

function findingsJson({ findings, faults }: SpecReport): object[] {
  return findings.map((finding) => ({
    property: finding.property,
    ...reasonOf(finding),
    trace: finding.counterexample.steps,
    ...(faults === null ? {} : { faults: faultsIn(finding) }),
  }));
}

/** What is broken, and why by the values at hand, if the property says so. */
function reasonOf({ counterexample: { claim, because } }: ReportedFinding): object {
  return { claim, because };
}

export function errorJson({
  message,
  path,
  value,
  action,
}: NonNullable<SpecReport['invalid']>): object {
  return { message, path, value, action };
}

/** An entry of `list --json`. */
export interface ListedSpec {
  readonly name: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly constants: Spec['constants'];
  readonly expect: Expectation;
  /** Null for a spec without a deep profile. */
  readonly deep: DeepProfile | null;
}

export function listedSpec({ name, title, tags, constants, expect, deep }: Spec): ListedSpec {
  return { name, title, tags, constants, expect, deep: deep ?? null };
}

/** What `show --json` prints. */
export function shownSpec(
  spec: Spec,
  values: Constants,
  model: Model,
  counterpart: Counterpart | null,
): object {
  return {
    ...listedSpec(spec),
    values,
    about: spec.about,
    model: model.name,
    deadlock: model.deadlock,
    rules: model.rules ?? {},
    counterpart: counterpart?.name ?? null,
    actions: model.actions.map(({ name, parameters, fault, guard }) => ({
      name,
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([parameter, schema]) => [parameter, domainText(schema)]),
      ),
      fault,
      conditions: guard.map((condition) => condition.name),
    })),
    properties: model.properties.map(({ name, kind, claim }) => ({ name, kind, claim })),
  };
}
