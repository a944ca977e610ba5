/** Why a stored counterexample no longer goes as recorded, in words. */
import { match } from 'ts-pattern';
import {
  type Difference,
  instanceText,
  type Mismatch,
  type Model,
  type Replay,
} from '../../checker/index.ts';
import { showSteps } from '../report.ts';
import { wrap } from './layout.ts';
import { type TraceOptions, traceLines } from './trace.ts';

type Differs = Extract<Replay, { readonly kind: 'differs' }>;

/** The step and the reason first, then the steps before it. */
export function differsLines(
  headline: string,
  model: Model,
  { step, mismatch, trace }: Differs,
  options: TraceOptions,
): string[] {
  const { width, paint } = options;
  const reason = wrap(`${headline}: step ${step}: ${mismatchText(mismatch)}`, width);
  const steps = traceLines(showSteps(model, trace), options);
  return [
    ...reason.map((line) => paint.bold(paint.yellow(line))),
    ...(steps.length === 0 ? [] : ['', 'What still goes as recorded:', '', ...steps]),
  ];
}

/** `Count(player: p1) is blocked: 'it is below the top' does not hold` */
export function mismatchText(mismatch: Mismatch): string {
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
    .with({ kind: 'holds' }, ({ property }) =>
      property.kind === 'recoverable'
        ? `${property.name} can come about again at the end of the trace`
        : `${property.name} holds at the end of the trace`,
    )
    .with(
      { kind: 'exempt' },
      ({ property }) => `${property.name} is not asked for at the end of the trace ('unless')`,
    )
    .with(
      { kind: 'unproven' },
      ({ property }) =>
        `whether ${property.name} can come about again at the end of the trace was not found out: there is too much beyond it`,
    )
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
      () => 'no action is enabled at the end of the trace, which the model allows',
    )
    .exhaustive();
}

/** `: count is 2, recorded was 1`; nothing where no difference shows. */
export function differenceText(difference: Difference | null): string {
  if (difference === null) return '';
  const { path, before, after } = difference;
  return `: ${path} is ${after}, recorded was ${before}`;
}
