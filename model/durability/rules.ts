/**
 * What history changed in how a follower gets from its own log to the leader's, as far as it matters for
 * what an acknowledgement is worth: a switch for each thing, and its sets by version. What an operator
 * or a client chooses (acks, min ISR, unclean leader election) is a constant, not a rule.
 */
import type { RulesOf, Switches } from '../../checker/index.ts';
import { TRUNCATION_RULES } from '../truncation.ts';

export const DURABILITY_SWITCHES = {
  /** Where a replica truncates when it starts to follow a leader (KIP-101, KIP-279). */
  truncation: TRUNCATION_RULES,
  /**
   * What a follower does that still has more than the leader, and so gets OFFSET_OUT_OF_RANGE:
   * - `halt` (until 2.0.0): where unclean leader election is off, its broker halts rather than lose data
   *   (KAFKA-3410; ReplicaFetcherThread.handleOffsetOutOfRange). Where it is on, it truncates.
   * - `truncate` (KAFKA-7414, 2.0.1 and 2.1): it truncates to the leader's log end offset.
   */
  outOfRange: ['halt', 'truncate'],
  /**
   * A follower joins the ISR only once it has what the leader had when its epoch began, not merely what
   * is below the leader's high watermark, which lags (KAFKA-7128, 2.0.1 and 2.1).
   */
  expandInOwnEpoch: [false, true],
  /**
   * A leader answers only for what it has appended in its epoch. So in every version, for only then is
   * the request in its purgatory (DelayedProduce); `false` asks what would happen otherwise.
   */
  answerInEpoch: [false, true],
} as const satisfies Switches;

export type DurabilityRules = RulesOf<typeof DURABILITY_SWITCHES>;

export const UNTIL_0_10: DurabilityRules = {
  truncation: 'high-watermark',
  outOfRange: 'halt',
  expandInOwnEpoch: false,
  answerInEpoch: true,
};

/** 0.11 to 1.1, with KIP-101. */
export const FROM_0_11: DurabilityRules = { ...UNTIL_0_10, truncation: 'leader-epoch' };

/** 2.0.0, with KIP-279. */
export const FROM_2_0: DurabilityRules = { ...FROM_0_11, truncation: 'matching-offset' };

export const FROM_2_1: DurabilityRules = {
  ...FROM_2_0,
  outOfRange: 'truncate',
  expandInOwnEpoch: true,
};
