/**
 * How much smaller the space gets when one constant is lowered by one: by small searches beside the main
 * one. Where that saw the whole space, each constant is lowered on its own. Where it did not, because
 * the space is too large or a violation ended the search, all constants are lowered until a whole
 * space is small, and each is raised again on its own.
 */
import {
  type Constants,
  createSearch,
  SchemaError,
  type Search,
  type SearchOptions,
  type Spec,
} from '../../checker/index.ts';
import { UsageError } from '../errors.ts';
import { judgedModel } from '../plan.ts';
import { buildModel } from '../specs/validate.ts';
import { type Deadline, within } from './deadline.ts';
import { type Size, sizesOf } from './sizes.ts';

/** Two neighbouring values of one constant, and the states of the whole space at each. */
export interface ConstantChange {
  readonly constant: string;
  readonly from: number;
  /** One less than `from`. */
  readonly to: number;
  /** Null where that space was not searched whole. */
  readonly fromStates: number | null;
  readonly toStates: number | null;
  /** How many times fewer states there are at `to`; null where it is not known. */
  readonly times: number | null;
  /** Where a space has too many states to be searched here: it has more than so many. */
  readonly moreThan: number | null;
}

export interface ConstantComparison {
  /** What the other constants were: those of the run, or smaller ones. */
  readonly at: Constants;
  readonly states: number;
  /** The constants that could be compared, those that matter most first. */
  readonly changes: readonly ConstantChange[];
}

/** What is to be compared, and within which bounds. */
export interface ComparisonRequest {
  readonly spec: Spec;
  readonly constants: Constants;
  /** Of the whole space at these constants; null when that is not known. */
  readonly states: number | null;
  readonly maxBytes: number;
  readonly deadline: Deadline;
  readonly progress: (note: string) => void;
}

/** Smaller bounds are small enough when the whole space has at most so many states. */
const MOST_OF_BASE = 100_000;
/** A constant may also bound what shrinks the space: then there are more states, up to so many times. */
const MOST_LOWERED = 2;
/** Of a space with one constant raised again. */
const MOST_RAISED = 1_000_000;

/** Compares the constants of a run, most important first; null where no whole space was seen. */
export async function compareConstants(
  request: ComparisonRequest,
): Promise<ConstantComparison | null> {
  const { constants, states } = request;
  const comparison =
    states === null ? await raisedOnes(request) : await loweredOnes(request, constants, states);
  if (comparison === null) return null;
  return {
    ...comparison,
    changes: [...comparison.changes].sort((a, b) => leastTimes(b) - leastTimes(a)),
  };
}

/** How many times fewer states there are at least. */
function leastTimes({ times, moreThan, toStates }: ConstantChange): number {
  if (times !== null) return times;
  return moreThan === null || toStates === null ? 0 : moreThan / toStates;
}

async function loweredOnes(
  request: ComparisonRequest,
  at: Constants,
  states: number,
): Promise<ConstantComparison> {
  const lowerable = Object.entries(at).filter(
    ([name, value]) => value > leastOf(request.spec, name, value),
  );
  const wanted = lowerable.map(([name, value]) => ({ ...at, [name]: value - 1 }));
  const found = await sizesAt(request, wanted, states * MOST_LOWERED);
  const changes = lowerable.map(([constant, from], nth): ConstantChange => {
    const { whole: toStates, moreThan } = partsOf(found[nth] ?? null);
    const times = toStates === null ? null : states / toStates;
    return { constant, from, to: from - 1, fromStates: states, toStates, times, moreThan };
  });
  return { at, states, changes };
}

/** The size of a whole space, or what it is more than. */
function partsOf(size: Size | null): Readonly<Record<'whole' | 'moreThan', number | null>> {
  if (size === null) return { whole: null, moreThan: null };
  return size.isWhole
    ? { whole: size.states, moreThan: null }
    : { whole: null, moreThan: size.states };
}

async function raisedOnes(request: ComparisonRequest): Promise<ConstantComparison | null> {
  const base = await smallerBounds(request);
  if (base === null) return null;
  const { at, states } = base;
  const raisable = Object.entries(at).filter(
    ([name, value]) => value < (request.constants[name] ?? value),
  );
  const wanted = raisable.map(([name, value]) => ({ ...at, [name]: value + 1 }));
  const found = await sizesAt(request, wanted, MOST_RAISED);
  const changes = raisable.map(([constant, to], nth): ConstantChange => {
    const { whole: fromStates, moreThan } = partsOf(found[nth] ?? null);
    const times = fromStates === null ? null : fromStates / states;
    return { constant, from: to + 1, to, fromStates, toStates: states, times, moreThan };
  });
  return { ...base, changes };
}

/** The largest bounds, lowered alike, whose whole space is small. */
async function smallerBounds(
  request: ComparisonRequest,
): Promise<Pick<ConstantComparison, 'at' | 'states'> | null> {
  const values = Object.entries(request.constants);
  const furthest = Math.max(
    0,
    ...values.map(([name, value]) => value - leastOf(request.spec, name, value)),
  );
  for (let by = 1; by <= furthest; by++) {
    const at = Object.fromEntries(
      values.map(([name, value]) => [
        name,
        Math.max(leastOf(request.spec, name, value), value - by),
      ]),
    );
    const half = within(request.deadline() / 2, request.deadline);
    const [size] = await sizesAt({ ...request, deadline: half }, [at], MOST_OF_BASE);
    if (size?.isWhole === true) return { at, states: size.states };
  }
  return null;
}

/** The least value that a constant may have, and no more than the one it has. */
function leastOf({ constants }: Spec, name: string, value: number): number {
  return Math.min(value, constants[name]?.min ?? value);
}

function sizesAt(
  { spec, maxBytes, deadline, progress }: ComparisonRequest,
  wanted: readonly Constants[],
  maxStates: number,
): Promise<(Size | null)[]> {
  // Those that wait for more time keep their states.
  const limits = { maxStates, maxBytes: Math.floor(maxBytes / Math.max(1, wanted.length)) };
  return sizesOf(
    wanted.map((constants) => () => explorationAt(spec, constants, limits)),
    deadline,
    (nth) => progress(`comparing constants, ${nth + 1} of ${wanted.length}`),
  );
}

/** An exploration with nothing to judge; null where the spec has no model for these constants. */
function explorationAt(spec: Spec, constants: Constants, options: SearchOptions): Search | null {
  try {
    const model = judgedModel(buildModel(spec, constants), { kind: 'none' }, spec.name);
    return createSearch(model, options);
  } catch (error) {
    if (error instanceof UsageError || error instanceof SchemaError) return null;
    throw error;
  }
}
