/** Whether a run found what its spec expects, and whether that can be asked at all. */
import type { Expectation, Spec, Verdict } from '../checker/index.ts';
import type { RunOptions } from './plan.ts';

/** What a run found, as far as an expectation can say something about it. */
export interface Found {
  readonly verdict: Verdict;
  readonly property: string | null;
  /** Of the first finding; null when there is none. */
  readonly steps: number | null;
  readonly distinct: number;
  readonly complete: boolean;
}

/** Whether what was found is as expected; counts are compared when the whole space was visited. */
export function meets(expect: Expectation, found: Found): boolean {
  const wanted: Partial<Found> = expect;
  return (
    wanted.verdict === found.verdict &&
    (wanted.property === undefined || wanted.property === found.property) &&
    (wanted.steps === undefined || wanted.steps === found.steps) &&
    (wanted.distinct === undefined || !found.complete || wanted.distinct === found.distinct)
  );
}

/** Whether a run is the one that its spec's expectation is about. */
export function isOwnRun(spec: Spec, { set, judged, ignoreExpect }: RunOptions): boolean {
  return !ignoreExpect && judged.kind === 'own' && changedConstants(spec, set).length === 0;
}

/** The constants that are set to something other than their defaults. */
export function changedConstants(
  { constants }: Pick<Spec, 'constants'>,
  set: Readonly<Record<string, number>>,
): string[] {
  return Object.keys(set).filter((name) => set[name] !== constants[name]?.default);
}
