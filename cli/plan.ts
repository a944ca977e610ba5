/** What one run shall do: plain data, sent to the process that does it. */
import {
  ConstantError,
  type Constants,
  DEADLOCK,
  hint,
  type Json,
  type Model,
  type Order,
  renamedTypes,
  resolveConstants,
  SchemaError,
  type SimulationOptions,
  type Spec,
} from '../checker/index.ts';
import { LOADED } from './built.ts';
import { UsageError } from './errors.ts';
import { checkFaults } from './minimize.ts';
import { profileOf } from './profile.ts';
import type { SpecCode, SpecReference } from './specs/load.ts';
import { buildModel } from './specs/validate.ts';

/** Which of a model's claims to judge. */
export type Judged =
  | { readonly kind: 'own' }
  | { readonly kind: 'none' }
  | { readonly kind: 'only'; readonly names: readonly string[] };

/** What a run shall do, for whichever spec; null is no limit. */
export interface RunOptions {
  /** Whether to begin with the constants of the spec's deep profile. */
  readonly deep: boolean;
  readonly set: Readonly<Record<string, number>>;
  readonly judged: Judged;
  readonly all: boolean;
  readonly order: Order;
  /** Random walks instead of a search; null for a search. */
  readonly simulation: SimulationOptions | null;
  /** Whether to reduce by symmetry; null is as the spec says. */
  readonly symmetry: boolean | null;
  readonly ignoreExpect: boolean;
  /** Whether to gather what makes the space as large as it is. */
  readonly stats: boolean;
  readonly maxStates: number | null;
  readonly maxDepth: number | null;
  readonly timeoutSeconds: number | null;
  /** Bytes that the whole process may take. */
  readonly maxMemory: number;
  /** The folder where a search goes on when they are used up; null if it ends then. */
  readonly disk: string | null;
  /** Threads that search together, at most. */
  readonly workers: number;
}

export interface Plan {
  readonly reference: SpecCode;
  /** When the program was built that made the plan. */
  readonly built: number;
  readonly options: RunOptions;
  /** Null where nothing is saved. */
  readonly checkpoint: CheckpointPlan | null;
}

/** Where a run is saved, and what it takes to go on. */
export interface CheckpointPlan {
  readonly folder: string;
  readonly run: SavedRun;
  /** Says that the folder belongs to this run. */
  readonly lock: string;
  /** Whether to go on where the folder's checkpoint was made. */
  readonly resume: boolean;
}

/** What a checkpoint knows of its run. */
export interface SavedRun {
  readonly reference: SpecReference;
  readonly options: RunOptions;
  /** What must be the same when it goes on. */
  readonly identity: RunIdentity;
  /** What a person typed to mean the spec. */
  readonly argument: string;
  /** Seconds that were spent until it was saved. */
  readonly seconds: number;
}

/** The program and the model that a run is of, as plain JSON. */
export interface RunIdentity {
  readonly version: string;
  readonly spec: string;
  readonly constants: Constants;
  readonly model: Json;
  /** A hash of the code of program and spec. */
  readonly code: string;
}

const WITHOUT_SYMMETRY = '; leave out --symmetry, or take --no-symmetry';

/**
 * Checks options against a spec: its constants, and the properties that its model has with them.
 * @throws UsageError that names the spec and the nearest known name, or why there is no symmetry, or that
 * there are no faults.
 */
export function planRun(reference: SpecCode, spec: Spec, options: RunOptions): Plan {
  const model = modelOf(spec, options);
  if (usesSymmetry(spec, options)) checkSymmetry(model, spec.name, WITHOUT_SYMMETRY);
  if (options.order === 'fewest-faults') checkFaults(model, spec.name);
  return { reference, built: LOADED, options, checkpoint: null };
}

/**
 * Whether a run reduces by symmetry: as it is told, or else as the spec says. Other orders, statistics and
 * random walks are of the space as it is.
 */
export function usesSymmetry(
  spec: Spec,
  {
    symmetry,
    order,
    stats,
    simulation,
  }: Pick<RunOptions, 'symmetry' | 'order' | 'stats' | 'simulation'>,
): boolean {
  const isPlain = order === 'breadth-first' && !stats && simulation === null;
  return symmetry ?? (isPlain && (spec.symmetry ?? false));
}

/**
 * Checks that there is something to rename in a model, and not too much.
 * @param remedy what to do otherwise
 * @throws UsageError that names the spec.
 */
export function checkSymmetry(model: Model, spec: string, remedy = ''): void {
  try {
    renamedTypes(model.state);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new UsageError(`spec ${spec} cannot be reduced by symmetry: ${error.message}${remedy}`);
  }
}

/** The constants of the spec's profile, with the chosen ones replaced. */
export function constantsOf(
  spec: Spec,
  { deep, set }: Pick<RunOptions, 'deep' | 'set'>,
): Constants {
  const { constants } = profileOf(spec, deep);
  const known = Object.keys(spec.constants);
  const unknown = Object.keys(set).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `spec ${spec.name} has no constant '${unknown}'${hint(unknown, known)} It has ${known.join(', ')}`,
    );
  try {
    return resolveConstants(spec.constants, { ...constants, ...set });
  } catch (error) {
    if (error instanceof ConstantError) throw new UsageError(`spec ${spec.name}: ${error.message}`);
    throw error;
  }
}

/** The model of a run, with only the claims to judge. */
export function modelOf(spec: Spec, options: Pick<RunOptions, 'deep' | 'set' | 'judged'>): Model {
  return judgedModel(buildModel(spec, constantsOf(spec, options)), options.judged, spec.name);
}

/** The model with only the claims to judge: its properties, and whether a deadlock is an error. */
export function judgedModel(model: Model, judged: Judged, spec: string): Model {
  if (judged.kind === 'own') return model;
  const names = judged.kind === 'none' ? [] : judged.names;
  const known = model.properties.map((property) => property.name);
  if (model.deadlock === 'forbidden') known.push(DEADLOCK);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `spec ${spec} has no property '${unknown}'${hint(unknown, known)} It has ${known.join(', ')}`,
    );
  return {
    ...model,
    properties: model.properties.filter(({ name }) => names.includes(name)),
    deadlock: names.includes(DEADLOCK) ? model.deadlock : 'allowed',
  };
}
