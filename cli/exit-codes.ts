/** Exit codes, and which one stands for several runs. */
import { match } from 'ts-pattern';
import type { SpecReport } from './report.ts';

export type ExitCode = 0 | 1 | 2 | 3;

export const OK: ExitCode = 0;
/** A verdict is not the expected one; a counterexample no longer breaks. */
export const UNEXPECTED: ExitCode = 1;
/** A mistake in the call, a spec or a file; a run that broke down. */
export const USAGE: ExitCode = 2;
/** A limit was hit. */
export const INCOMPLETE: ExitCode = 3;

const MOST_SEVERE_FIRST = [USAGE, UNEXPECTED, INCOMPLETE, OK] as const;

export function mostSevere(codes: readonly ExitCode[]): ExitCode {
  return MOST_SEVERE_FIRST.find((code) => codes.includes(code)) ?? OK;
}

/** Where the spec's expectation does not apply, the verdict itself decides. */
export function exitCodeOf({ verdict, expected, limit }: SpecReport): ExitCode {
  return match(verdict)
    .returnType<ExitCode>()
    .with('invalid-model', () => USAGE)
    .with('incomplete', () => INCOMPLETE)
    .with('holds', 'violated', 'deadlock', 'unreached', () => {
      if (!(expected ?? verdict === 'holds')) return UNEXPECTED;
      return limit === null ? OK : INCOMPLETE;
    })
    .exhaustive();
}
