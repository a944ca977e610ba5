/** The audit of a symmetry, for people and as JSON. */
import type { AuditReport } from '../commands/audit.ts';
import { reportInvalid } from '../report.ts';
import { constantsText } from './counterexample.ts';
import { LABEL_WIDTH } from './finding.ts';
import { errorJson } from './json.ts';
import { counted, labelled, wrap } from './layout.ts';
import { type TraceOptions, traceLines } from './trace.ts';
import { limitText } from './verdict.ts';

export function auditLines(report: AuditReport, options: TraceOptions): string[] {
  const { width } = options;
  return [
    ...verdictLines(report, options),
    ...wrap(`${report.spec}: ${report.title}`, width),
    '',
    ...howItGotThere(report, options),
    ...labelled('Constants', constantsText(report.constants), LABEL_WIDTH, width),
    ...labelled('Visited', visitedText(report), LABEL_WIDTH, width),
    ...labelled('Audited', auditedText(report), LABEL_WIDTH, width),
  ];
}

function verdictLines(
  { invalid, ...report }: AuditReport,
  { width, paint }: TraceOptions,
): string[] {
  const text =
    invalid === null
      ? `SYMMETRIC ${isExhaustive(report) ? 'in every state' : 'in each state that was sampled'}`
      : `INVALID MODEL ${invalid.message}`;
  const colour = invalid === null ? paint.green : paint.red;
  return wrap(text, width).map((line) => paint.bold(colour(line)));
}

function howItGotThere({ invalid, model }: AuditReport, options: TraceOptions): string[] {
  if (invalid === null) return [];
  const { shown } = reportInvalid(model, invalid);
  return shown.length === 0 ? [] : ['How it got there', '', ...traceLines(shown, options), ''];
}

function visitedText({ distinct, limit }: AuditReport): string {
  const states = `${counted(distinct, 'distinct state')} up to renaming`;
  return limit === null ? `all ${states}` : `${states}: ${limitText(limit)}`;
}

function auditedText({ audited, renamings }: AuditReport): string {
  return `${counted(audited, 'state')}, each compared with itself under ${counted(renamings, 'renaming')}`;
}

/** Whether nothing was left to chance: every state that the model can reach, up to renaming. */
function isExhaustive({
  audited,
  distinct,
  limit,
}: Pick<AuditReport, 'audited' | 'distinct' | 'limit'>): boolean {
  return limit === null && audited === distinct;
}

/** What `audit --json` prints. */
export function auditJson(report: AuditReport): string {
  const { spec, constants, distinct, limit, audited, renamings, invalid, model } = report;
  return JSON.stringify({
    spec,
    verdict: invalid === null ? 'symmetric' : 'invalid-model',
    states: { distinct, audited, complete: limit === null },
    renamings,
    constants,
    ...(limit === null ? {} : { limit }),
    ...(invalid === null ? {} : { error: errorJson(reportInvalid(model, invalid)) }),
  });
}
