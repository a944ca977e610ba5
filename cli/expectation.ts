/** Whether a run found what its spec expects, and whether that can be asked at all. */
import type { Constants, Expectation, Spec, Verdict } from '../checker/index.ts';
import type { RunOptions } from './plan.ts';
import type { Profile } from './profile.ts';

/** What a run found, as far as an expectation can say something about it. */
export interface Found {
  readonly verdict: Verdict;
  readonly property: string | null;
  /** The properties of all findings. */
  readonly violated: readonly (string | null)[];
  /** Properties that were to be seen and were not. */
  readonly unreached: readonly string[];
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
 * Whether what was found is as expected; null where that cannot be told. Counts are compared when the whole space was
 * visited, each state of it: with symmetry fewer are.
 */
export function meets(expect: Expectation, found: Found): boolean | null {
  const wanted: Partial<Found> = expect;
  const first = isFirst(expect, found);
  if (first !== true) return first;
  return (
    (wanted.steps === undefined || !found.shortest || wanted.steps === found.steps) &&
    (wanted.distinct === undefined ||
      !found.complete ||
      found.symmetry ||
      wanted.distinct === found.distinct)
  );
}

/**
 * Whether what was found first is what should be. Breadth-first that is so. In another order, or with symmetry at the same
 * depth, another violation may come first, and nothing is known then of the one that is expected, unless the search has gone on.
 */
function isFirst(expect: Expectation, found: Found): boolean | null {
  const { verdict, property = null }: Partial<Found> = expect;
  if (verdict === 'unreached')
    return found.verdict === verdict && found.unreached.every((name) => name === property);
  if (verdict === found.verdict && property === found.property) return true;
  const isAnotherFirst = isBroken(verdict) && isBroken(found.verdict);
  if (!isAnotherFirst || (found.shortest && !found.symmetry)) return false;
  return found.violated.includes(property) || (found.complete ? false : null);
}

/** With a trace that shows it. */
function isBroken(verdict: Verdict | undefined): boolean {
  return verdict === 'violated' || verdict === 'deadlock';
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
