/** Why a stored counterexample no longer goes as recorded, in words. */
import { match } from 'ts-pattern';
import {
  type Difference,
  instanceText,
  type Mismatch,
  type Model,
  type Parting,
  type Replay,
} from '../../checker/index.ts';
import { showSteps } from '../report.ts';
import { wrap } from './layout.ts';
import { type TraceOptions, traceLines } from './trace.ts';

type Differs = Extract<Replay, { readonly kind: 'differs' }>;

/**
 * The step and the reason, and the steps before it.
 * @param rules whether they were recorded under these rules, or under those of another spec
 */
export function differsLines(
  headline: string,
  model: Model,
  { step, mismatch, trace, parting }: Differs,
  options: TraceOptions,
  rules: 'own' | 'other',
): { readonly reason: readonly string[]; readonly steps: readonly string[] } {
  const { width, paint } = options;
  const text = `${headline}: step ${step}: ${mismatchText(mismatch)}${partingText(parting)}`;
  const steps = traceLines(showSteps(model, trace), options);
  const heading = rules === 'own' ? 'What still goes as recorded:' : 'The steps that can be taken:';
  return {
    reason: wrap(text, width).map((line) => paint.bold(paint.yellow(line))),
    steps: steps.length === 0 ? [] : ['', heading, '', ...steps],
  };
}

/** ` (in other states from step 3 on: brokers[b1].log is [], recorded was [r0])` */
export function partingText(parting: Parting | null): string {
  if (parting === null) return '';
  return ` (in other states from step ${parting.step} on${differenceText(parting.difference)})`;
}

function mismatchText(mismatch: Mismatch): string {
  return match(mismatch)
    .with(
      { kind: 'model' },
      ({ recorded, found }) =>
        `it was found in the model '${recorded}', the spec now has '${found}'`,
    )
    .with({ kind: 'unknown-property' }, ({ property }) => `the model has no property '${property}'`)
    .with(
      { kind: 'initial-state' },
      ({ difference }) => `the model does not start in this state${differenceText(difference)}`,
    )
    .with({ kind: 'unknown-action' }, ({ action }) => `the model has no action '${action}'`)
    .with(
      { kind: 'blocked' },
      ({ instance, condition }) =>
        `${instanceText(instance)} is blocked: '${condition}' does not hold`,
    )
    .with(
      { kind: 'effect' },
      ({ instance, message }) =>
        `the effect of ${instanceText(instance)} leaves the domain: ${message}`,
    )
    .with(
      { kind: 'state' },
      ({ instance, difference }) =>
        `${instanceText(instance)} leads to another state${differenceText(difference)}`,
    )
    .with({ kind: 'holds' }, ({ property }) => `${property.name} holds at the end of the trace`)
    .with(
      { kind: 'no-claim' },
      ({ property }) =>
        `${property.name} is to be seen (${property.kind}): nothing can break it, and no trace is a counterexample`,
    )
    .with(
      { kind: 'enabled' },
      ({ instance }) => `${instanceText(instance)} is enabled at the end of the trace`,
    )
    .with(
      { kind: 'deadlock-allowed' },
      () => 'no action is enabled at the end of the trace, which the model allows now',
    )
    .exhaustive();
}

function differenceText(difference: Difference | null): string {
  if (difference === null) return '';
  const { path, before, after } = difference;
  return `: ${path} is ${after}, recorded was ${before}`;
}
