/** A spec: one claim about one model at given bounds, with the verdict it expects. */
import type { ConstantRanges, Constants } from './constants.ts';
import type { Model } from './model.ts';

/**
 * What a run at given constants, with all of the spec's properties, must find. Numbers that are left out
 * are not compared.
 */
export type Expectation =
  | ({ readonly verdict: 'holds' } & ExpectedSpace)
  | ({ readonly verdict: 'violated'; readonly property: string } & ExpectedTrace & ExpectedSpace)
  | ({ readonly verdict: 'deadlock' } & ExpectedTrace & ExpectedSpace)
  | ({ readonly verdict: 'unreached'; readonly property: string } & ExpectedSpace);

interface ExpectedTrace {
  /** Steps of the shortest trace: one less than its states. */
  readonly steps?: number;
}

interface ExpectedSpace {
  /**
   * Distinct states of the whole space, as an exploration without properties and without symmetry counts
   * them.
   */
  readonly distinct?: number;
}

/** Larger bounds than the default ones, for a run of minutes; chosen with `check --deep`. */
export interface DeepProfile<R extends ConstantRanges = ConstantRanges> {
  /** Those that differ from their defaults. */
  readonly constants: Partial<Constants<R>>;
  readonly expect: Expectation;
}

export interface Spec {
  /** Where to find it: `replication/kip-101` is `specs/replication/kip-101.ts`. */
  readonly name: string;
  /** One line: what is claimed, or what breaks. */
  readonly title: string;
  /** A few sentences: the situation, and what to look for in the trace. */
  readonly about: string;
  /** KIPs, JIRA issues and catalogue entries: `KIP-101`, `KAFKA-6880`, `R03`. */
  readonly tags: readonly string[];
  readonly constants: ConstantRanges;
  readonly build: (constants: Constants) => Model;
  /** At the default constants. */
  readonly expect: Expectation;
  readonly deep?: DeepProfile;
  /**
   * Whether `check` visits one state of all those that differ only in who is who, unless it is told
   * otherwise. The model must treat identities as nothing more; an audit looks into that.
   */
  readonly symmetry?: boolean;
}

/** Defines a spec; `build` and `deep` have the names of the constants in their types. */
export function defineSpec<R extends ConstantRanges>(
  spec: Omit<Spec, 'constants' | 'build' | 'deep'> & {
    readonly constants: R;
    readonly build: (constants: Constants<R>) => Model;
    readonly deep?: DeepProfile<R>;
  },
): Spec {
  return spec as unknown as Spec;
}
