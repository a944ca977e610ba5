/** The JSON of `check`, `list` and `show`: a contract with other programs. */
import type { DeepProfile, Expectation, Model, Spec, StepJson } from '../../checker/index.ts';
import type { SpecReport } from '../report.ts';
import type { Counterpart } from '../specs/counterpart.ts';
import { domainText } from './domain.ts';

/** One line of `check --json`. */
export function reportJson(report: SpecReport, all: boolean): string {
  const { spec, verdict, property, expected, constants, seconds, peakBytes } = report;
  const { distinct, transitions, depth, complete, symmetry } = report;
  const trace = traceOf(report);
  return JSON.stringify({
    spec,
    verdict,
    property,
    expected,
    states: { distinct, transitions, depth, complete },
    constants,
    seconds,
    workers: 1,
    symmetry,
    memory: { peakBytes },
    ...(trace === null ? {} : { trace }),
    ...(all ? { findings: findingsJson(report) } : {}),
    ...(report.limit === null ? {} : { limit: report.limit }),
    ...(verdict === 'unreached' ? { unreached: report.unreached } : {}),
    ...(report.invalid === null ? {} : { error: errorJson(report.invalid) }),
  });
}

/** The line of a run that broke down: a crash, no memory. */
export function failureJson(spec: string, message: string): string {
  return JSON.stringify({ spec, verdict: null, expected: false, error: { message } });
}

function traceOf({ findings, invalid }: SpecReport): readonly StepJson[] | null {
  const steps = findings[0]?.counterexample.steps ?? invalid?.steps ?? [];
  return steps.length === 0 ? null : steps;
}

function findingsJson({ findings }: SpecReport): object[] {
  return findings.map(({ property, counterexample }) => ({
    property,
    trace: counterexample.steps,
  }));
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
export function shownSpec(spec: Spec, model: Model, counterpart: Counterpart | null): object {
  return {
    ...listedSpec(spec),
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
