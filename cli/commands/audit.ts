/** `fencepost audit`: whether the individuals of a model are alike, so that symmetry is sound. */
import {
  type Constants,
  countsOf,
  type Limit,
  type Model,
  type SymmetryAudit,
  symmetryAuditOf,
} from '../../checker/index.ts';
import { type ExitCode, OK, USAGE } from '../exit-codes.ts';
import { defaultMaxMemory } from '../memory.ts';
import { checkSymmetry, constantsOf } from '../plan.ts';
import { auditJson, auditLines } from '../render/audit.ts';
import { progressText } from '../render/progress.ts';
import { searchToEnd } from '../search.ts';
import type { SearchPlan } from '../searchFor.ts';
import { selectSpec } from '../specs/select.ts';
import { buildModel } from '../specs/validate.ts';
import type { Terminal } from '../terminal.ts';
import type { Progress } from '../watch.ts';

export interface AuditFlags {
  readonly states: number;
  readonly deep?: boolean;
  readonly set?: Readonly<Record<string, number>>;
  readonly maxStates?: number;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** What an audit found, for people and for programs. */
export interface AuditReport extends SymmetryAudit {
  readonly spec: string;
  readonly title: string;
  readonly model: Model;
  readonly constants: Constants;
  readonly distinct: number;
  /** What kept it from visiting every state. */
  readonly limit: Limit | null;
}

export async function audit(
  pattern: string,
  flags: AuditFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { spec } = await selectSpec(pattern);
  const constants = constantsOf(spec, { deep: flags.deep ?? false, set: flags.set ?? {} });
  const model = buildModel(spec, constants);
  checkSymmetry(model, spec.name);
  const options: SearchPlan = {
    // A violation is none of its business.
    all: true,
    symmetry: true,
    order: 'breadth-first',
    stats: false,
    workers: 1,
    maxStates: flags.maxStates ?? null,
    maxDepth: null,
    timeoutSeconds: flags.timeout ?? null,
    maxMemory: defaultMaxMemory(),
    disk: null,
  };
  const watch = {
    // Ctrl-C ends the program.
    interrupt: new AbortController().signal,
    progress: (progress: Progress) => terminal.progress(progressText(spec.name, progress)),
  };
  const { search } = await searchToEnd(model, options, watch, null, null);
  terminal.progress(null);
  const report = {
    ...symmetryAuditOf(search, flags.states),
    spec: spec.name,
    title: spec.title,
    model,
    constants,
    distinct: countsOf(search).distinct,
    limit: search.limit,
  };
  const { width, paint } = terminal;
  terminal.print(
    flags.json === true ? [auditJson(report)] : auditLines(report, { width, paint, full: false }),
  );
  return report.invalid === null ? OK : USAGE;
}
