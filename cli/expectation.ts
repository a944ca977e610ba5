/** Whether a run found what its spec expects, and whether that can be asked at all. */
import type { Constants, Expectation, Spec, Verdict } from '../checker/index.ts';
import type { RunOptions } from './plan.ts';
import type { Profile } from './profile.ts';

/** What a run found, as far as an expectation can say something about it. */
export interface Found {
  readonly verdict: Verdict;
  readonly property: string | null;
  /** Of the first finding; null when there is none. */
  readonly steps: number | null;
  /** Whether there is no trace with fewer steps: only then are steps compared. */
  readonly shortest: boolean;
  readonly distinct: number;
  readonly complete: boolean;
  /** Whether states that differ only in names were counted once. */
  readonly symmetry: boolean;
}

/**
 * Whether what was found is as expected. Counts are compared when the whole space was visited, each state
 * of it: with symmetry fewer are.
 */
export function meets(expect: Expectation, found: Found): boolean {
  const wanted: Partial<Found> = expect;
  return (
    wanted.verdict === found.verdict &&
    (wanted.property === undefined || wanted.property === found.property) &&
    (wanted.steps === undefined || !found.shortest || wanted.steps === found.steps) &&
    (wanted.distinct === undefined ||
      !found.complete ||
      found.symmetry ||
      wanted.distinct === found.distinct)
  );
}

/** Whether a run is the one that its profile's expectation is about. */
export function isOwnRun(
  { constants }: Profile,
  { set, judged, ignoreExpect }: Pick<RunOptions, 'set' | 'judged' | 'ignoreExpect'>,
): boolean {
  const changed = Object.keys(set).some((name) => set[name] !== constants[name]);
  return !ignoreExpect && judged.kind === 'own' && !changed;
}

/** The constants whose values are not their defaults. */
export function changedConstants(
  { constants: ranges }: Pick<Spec, 'constants'>,
  constants: Constants,
): string[] {
  return Object.keys(ranges).filter((name) => constants[name] !== ranges[name]?.default);
}
