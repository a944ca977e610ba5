/**
 * How much smaller the space gets when one constant is lowered by one: by small searches beside the main
 * one. Where that saw the whole space, each constant is lowered on its own. Where it did not, because
 * the space is too large or a violation ended the search, all constants are lowered until a whole
 * space is small, and each is raised again on its own.
 */
import { setImmediate } from 'node:timers/promises';
import {
  advance,
  type Constants,
  countsOf,
  createSearch,
  SchemaError,
  type Search,
  type Spec,
  stopSearch,
} from '../../checker/index.ts';
import { UsageError } from '../errors.ts';
import { judgedModel } from '../plan.ts';
import { buildModel } from '../specs/validate.ts';
import type { Deadline } from './deadline.ts';

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

const SLICE = 4096;
/** Smaller bounds are small enough when the whole space has at most so many states. */
const MOST_OF_BASE = 100_000;
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
  const byTimes = (one: ConstantChange): number => one.times ?? 0;
  return {
    ...comparison,
    changes: [...comparison.changes].sort((a, b) => byTimes(b) - byTimes(a)),
  };
}

async function loweredOnes(
  request: ComparisonRequest,
  at: Constants,
  states: number,
): Promise<ConstantComparison> {
  const changes: ConstantChange[] = [];
  for (const [constant, from] of Object.entries(at)) {
    const to = from - 1;
    if (to < (request.spec.constants[constant]?.min ?? from)) continue;
    request.progress(`comparing ${constant} ${from} with ${to}`);
    const toStates = await wholeSpace(request, { ...at, [constant]: to }, states);
    const times = toStates === null ? null : states / toStates;
    changes.push({ constant, from, to, fromStates: states, toStates, times });
  }
  return { at, states, changes };
}

async function raisedOnes(request: ComparisonRequest): Promise<ConstantComparison | null> {
  const base = await smallerBounds(request);
  if (base === null) return null;
  const changes: ConstantChange[] = [];
  for (const [constant, to] of Object.entries(base.at)) {
    const from = to + 1;
    if (from > (request.constants[constant] ?? to)) continue;
    request.progress(`comparing ${constant} ${from} with ${to}`);
    const fromStates = await wholeSpace(request, { ...base.at, [constant]: from }, MOST_RAISED);
    const times = fromStates === null ? null : fromStates / base.states;
    changes.push({ constant, from, to, fromStates, toStates: base.states, times });
  }
  return { ...base, changes };
}

/** The largest bounds, lowered alike, whose whole space is small. */
async function smallerBounds(
  request: ComparisonRequest,
): Promise<Pick<ConstantComparison, 'at' | 'states'> | null> {
  const { spec, constants } = request;
  for (let by = 1; ; by++) {
    const at = Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [
        name,
        Math.max(Math.min(value, spec.constants[name]?.min ?? value), value - by),
      ]),
    );
    request.progress('looking for smaller bounds to compare constants at');
    const states = await wholeSpace(request, at, MOST_OF_BASE);
    if (states !== null) return { at, states };
    const isLowest = Object.entries(at).every(
      ([name, value]) => value === (spec.constants[name]?.min ?? value),
    );
    if (isLowest || request.deadline()) return null;
  }
}

/** How many states the whole space has; null when it has more than `most`, or time or memory is up. */
async function wholeSpace(
  request: ComparisonRequest,
  constants: Constants,
  most: number,
): Promise<number | null> {
  const search = searchAt(request, constants, most);
  if (search === null) return null;
  while (!request.deadline() && !advance(search, SLICE)) await setImmediate();
  stopSearch(search, 'timeout');
  return search.limit === null && search.fault === null ? countsOf(search).distinct : null;
}

/** An exploration with nothing to judge; null where the spec has no model for these constants. */
function searchAt(
  { spec, maxBytes }: ComparisonRequest,
  constants: Constants,
  maxStates: number,
): Search | null {
  try {
    const model = judgedModel(buildModel(spec, constants), { kind: 'none' }, spec.name);
    return createSearch(model, { maxStates, maxBytes });
  } catch (error) {
    if (error instanceof UsageError || error instanceof SchemaError) return null;
    throw error;
  }
}
