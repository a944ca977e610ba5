/** A search under way: what it knows, and how it ends. */
import type { Disk, DiskPlace } from '../disk/disk.ts';
import type { Recovered, Recovery } from '../recovery/recovery.ts';
import type { Tally } from '../stats/tally.ts';
import type { StateStore } from '../store/store.ts';
import type { Model } from '../system/model.ts';
import type {
  AlwaysProperty,
  RecoverableProperty,
  SometimesProperty,
  SometimesStepProperty,
  StepProperty,
} from '../system/property.ts';
import type { Conjunction } from './conjunction.ts';
import type { Deepening } from './deepening.ts';
import type { Fault } from './fault.ts';
import { deepestIn, type Layers } from './layers.ts';
import type { Machine } from './machine.ts';
import type { Order } from './order.ts';
import type { Counts, Limit } from './outcome.ts';
import { deepestOf, type Trail } from './trail.ts';

export interface SearchOptions {
  /** Go on after the first finding, until the space is exhausted. */
  readonly all?: boolean;
  /** Store no more states than this. */
  readonly maxStates?: number;
  /** Visit no states deeper than this (the initial state is 1). */
  readonly maxDepth?: number;
  /** Bytes that the stored states and their index may take. */
  readonly maxBytes?: number;
  /** Whether other threads shall be able to read the stored states: for a team. */
  readonly shared?: boolean;
  /**
   * Breadth-first unless it says otherwise; depth-first knows no `maxDepth`, and by fewest faults there is
   * no `symmetry` and no `tally` either.
   */
  readonly order?: Order;
  /** Count by action what it led to: about a sixth more time. */
  readonly tally?: boolean;
  /** Visit one state of all those that differ only in who is who. Off by default. */
  readonly symmetry?: boolean;
  /**
   * Where the states go when `maxBytes` is used up, or for a checkpoint: breadth-first only. Without one the
   * search ends when memory is used up.
   */
  readonly place?: DiskPlace | null;
}

/** A finding before its trace is rebuilt: the state it was made at, and the step beyond it if any. */
export interface Sighting {
  /** Null for a deadlock. */
  readonly property: AlwaysProperty | StepProperty | RecoverableProperty | null;
  readonly state: number;
  /** For a step property, the number of the instance that takes the step from `state`. */
  readonly instance: number | null;
}

/** A state to audit. */
export interface Sample {
  readonly state: number;
  /** By action, how many instances were enabled when it was expanded, if that is known. */
  readonly enabled: Int32Array | null;
  /** The number of the one action to audit there, or null for everything. */
  readonly only: number | null;
}

/** Its fields are for this folder: use `advance`, `stopSearch`, `countsOf`. */
export interface Search {
  readonly model: Model;
  readonly machine: Machine;
  readonly store: StateStore;
  readonly all: boolean;
  readonly maxDepth: number;
  readonly order: Order;
  /** Where a depth-first search is. */
  readonly trail: Trail | null;
  /** Where the round of an iterative deepening is. */
  readonly rounds: Deepening | null;
  /** Where a search by fewest faults is. */
  readonly layers: Layers | null;
  /** Properties that no visited state or step has violated yet. */
  always: readonly AlwaysProperty[];
  /** The same, made ready to be asked at once. */
  together: {
    readonly properties: readonly AlwaysProperty[];
    readonly holdAll: Conjunction;
  } | null;
  steps: readonly StepProperty[];
  /** Properties that no visited state has satisfied yet. */
  unseen: readonly SometimesProperty[];
  unseenSteps: readonly SometimesStepProperty[];
  /** Properties that have not been judged yet: that begins when the whole space was visited. */
  recoverable: readonly RecoverableProperty[];
  /** How far that is for the first of them; null before it begins. */
  recovery: Recovery | null;
  /** Those that have been. */
  readonly recovered: Recovered[];
  /**
   * How many states were expanded: by level, the number of the next one. By fewest faults, how many were
   * expanded by all actions.
   */
  head: number;
  /** The state that is being expanded, or was last. */
  expanding: number;
  /** The first state of the next level. */
  levelEnd: number;
  /** The level of the states being expanded; 0 where the order is not by level. */
  depth: number;
  /** Transitions whose successors are in the store. */
  transitions: number;
  over: boolean;
  limit: Limit | null;
  fault: { readonly fault: Fault; readonly state: number | null } | null;
  readonly sightings: Sighting[];
  /** Steps that violated a property, and their positions in the batch, until that is judged. */
  readonly badSteps: { readonly sighting: Sighting; readonly position: number }[];
  /** Steps that satisfied a property, and their positions in the batch. */
  readonly seenSteps: { readonly property: SometimesStepProperty; readonly position: number }[];
  /** By action: how many expanded states have enabled it. */
  readonly taken: Int32Array;
  /** Expanded states to be audited when the search is over. */
  readonly samples: Sample[];
  /** Null where all states stay in memory. */
  readonly disk: Disk | null;
  /** The counts as they stood at the finding that ended the search. */
  counts: Counts | null;
  /** What is done after each effect, if there are properties of steps. */
  observe: (search: Search, instance: number) => void;
  /** The first state of each level that was entered. */
  readonly levelStarts: number[];
  /** What each action led to, if that is counted. */
  readonly tally: Tally | null;
}

/** The depth of the deepest state when the first `distinct` ones are stored. */
export function depthAt({ trail, layers, depth, levelEnd }: Search, distinct: number): number {
  if (trail !== null) return deepestOf(trail, distinct);
  if (layers !== null) return deepestIn(layers, distinct);
  return distinct > levelEnd ? depth + 1 : depth;
}

/** Ends a search: of itself, or because of a limit. */
export function finish(search: Search, limit: Limit | null): void {
  search.over = true;
  search.limit = limit;
}
