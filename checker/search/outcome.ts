/** What a search can end with. */
import type { Recovered } from '../recovery/recovery.ts';
import type { Instance } from '../system/instances.ts';
import type { Property } from '../system/property.ts';

export type Verdict =
  | 'holds'
  | 'violated'
  | 'deadlock'
  | 'unreached'
  | 'incomplete'
  | 'invalid-model';

/** What cut a search short. */
export type Limit = 'max-states' | 'max-depth' | 'max-memory' | 'disk' | 'timeout' | 'interrupted';

export interface TraceStep {
  /** Null for the initial state. */
  readonly instance: Instance | null;
  /** The state after the step: plain and frozen. */
  readonly state: unknown;
}

/** A violated property or a deadlock, with a trace that shows it. */
export type Finding =
  | {
      readonly kind: 'violated';
      readonly property: Property;
      readonly because: string | null;
      readonly trace: readonly TraceStep[];
    }
  | { readonly kind: 'deadlock'; readonly trace: readonly TraceStep[] };

/** A model at fault: a value outside its domain, an impure recipe, an exception. */
export interface Invalid {
  readonly message: string;
  /** The action instance at work, if it was one. */
  readonly instance: Instance | null;
  readonly path: string | null;
  readonly value: unknown;
  /** How the state was reached in which it happened. */
  readonly trace: readonly TraceStep[];
}

export interface Counts {
  readonly distinct: number;
  /** Enabled (state, action, parameters), also those that lead to a known state. */
  readonly transitions: number;
  /**
   * States on the longest shortest path; the initial state is 1. Depth-first: on the longest path that
   * was taken, which depends on the order. By fewest faults: on the longest of the shortest paths among
   * those with the fewest faults.
   */
  readonly depth: number;
  /** States found but not yet expanded. */
  readonly frontier: number;
}

/** How far a search by fewest faults got. */
export interface FaultsCovered {
  /** No visited state takes more faults than this to be reached. */
  readonly most: number;
  /**
   * Every state that so many faults or fewer lead to was visited, and every step on the way judged; -1 if
   * not even without faults.
   */
  readonly covered: number;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /**
   * Properties to be seen that were not. Says something where the verdict is `unreached`: in a search that ended before, some
   * that are seen beyond its end may be missing here, and which ones depends on how many states are judged at once.
   */
  readonly unreached: readonly Property[];
  /** Of properties that are to be recoverable, how many states the judgement rests on; of those alone that were judged. */
  readonly recovered: readonly Recovered[];
  /** The actions that no state enabled: what they could break was not tried. None in a search that is not complete. */
  readonly neverEnabled: readonly string[];
  readonly invalid: Invalid | null;
  readonly limit: Limit | null;
  readonly counts: Counts;
  /** Whether each finding's trace is one with the fewest steps. */
  readonly shortest: boolean;
  /**
   * Whether none of the other shortest ones is simpler: has fewer faults, or as many, and another actor taking over
   * less often. False too where that is not known.
   */
  readonly simplest: boolean;
  /** True when every reachable state within the model's bounds was visited. */
  readonly complete: boolean;
  /** All states at this depth or less were visited; steps from the deepest of them may not have been. */
  readonly coveredDepth: number;
  /** How many states were compared with renamed ones; null without symmetry. */
  readonly renamed: number | null;
  /** Null in any order but by fewest faults. */
  readonly faults: FaultsCovered | null;
  readonly storeBytes: number;
  /** Null if all states stayed in memory, in all runs of the search. */
  readonly disk: DiskUse | null;
  /** What the file system said when nothing more could be written. */
  readonly problem: string | null;
}

/** How a search went on on disk. */
export interface DiskUse {
  /** Bytes of states in the file. */
  readonly bytes: number;
  /** At most the probability that some state was taken for one visited before, and is missing. */
  readonly omission: number;
}
