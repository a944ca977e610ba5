/**
 * What history changed in how a KRaft controller and its brokers agree on leader and ISR: a switch for each
 * thing, and its sets by version. Read from ReplicationControlManager, PartitionChangeBuilder, Partition and
 * AlterPartitionManager, and the changes that are named.
 */
import type { RulesOf, Switches } from '../../checker/index.ts';

export const KRAFT_PARTITION_SWITCHES = {
  /**
   * Which replicas the high watermark waits for while a change of the ISR is under way (KIP-497): all that
   * may be in it, or those of the change that was asked for. The latter was never released: it asks what the rule is for.
   */
  countedIsr: ['maximal', 'proposed'],
  /**
   * What a leader does whose request was refused as out of date: `wait` for metadata with what it has asked for still counted,
   * or `revert` to the ISR that it knows. It cannot know whether an earlier try was accepted. `revert` was never released.
   */
  refusedAsStale: ['wait', 'revert'],
  /**
   * After which answers a leader looks whether its high watermark can rise: `none` (until KAFKA-13091, 3.1), `accepted`, or
   * `any`, that of a refusal included, by which it counts fewer than before (in no version read).
   */
  highWatermarkAfterAnswer: ['none', 'accepted', 'any'],
  /**
   * Which metadata a broker takes up. A leader may have heard of a change in the answer to its request before it replays it;
   * whatever it takes up also ends the change of the ISR that is under way, if one is.
   * - `all` (until 3.2): whatever it replays, although it may be older than what it knows; but not that nobody leads.
   * - `not-older` (KAFKA-13790, 3.3): also what it knows already.
   * - `newer` (in no version read): only what it does not know.
   * - `answers-first` (in no version read): as `not-older`, but while a leader waits for an answer nothing of its leader epoch. It
   *   asks why metadata ends the wait.
   */
  updates: ['all', 'not-older', 'newer', 'answers-first'],
  /**
   * Who may join the ISR, by the controller:
   * - `anybody` (until 3.2)
   * - `active` (KIP-841, 3.3): nobody who is fenced or shutting down.
   * - `active-process` (KIP-903, 3.5): nor by what a process before the one that is registered has fetched.
   */
  eligible: ['anybody', 'active', 'active-process'],
  /**
   * Whether the leader looks once at how far a follower has got and which of its processes that was (KAFKA-15221, 3.7), or at
   * the one after the other, while the follower's fetches go on. Before KIP-903 nobody asks for the second.
   */
  joinLooks: ['twice', 'once'],
  /**
   * Whether the high watermark may pass a follower outside the ISR that was caught up a moment ago. Kafka waits for such a one
   * for replica.lag.time.max.ms (KAFKA-4485); there is no time here, so that may be over. `is-waited-for`: not once its
   * fetches were caught up; it asks whether a violation needs that.
   */
  caughtUpFollower: ['may-be-passed', 'is-waited-for'],
  /** Whether a fetch that its leader takes note of late is noted whatever became of the epoch (in every version read). */
  heldUpFetch: ['is-noted', 'is-checked-again'],
  /** Whether a leader that led before keeps what it knew of its followers (in every version read), or forgets it. */
  reelectedLeader: ['keeps-ends', 'forgets-ends'],
  /** Whether a fetch that diverges counts as progress of its follower (until KAFKA-13141, 2.8.1 and 3.0). */
  divergingFetchCounts: [true, false],
  /** Whether a follower takes the high watermark of an answer before it truncates (until KAFKA-14704, 3.4.1 and 3.5). */
  highWatermarkBeforeTruncation: [true, false],
  /** Whether the high watermark stands still below min ISR (KAFKA-15583, 3.7). */
  highWatermarkNeedsMinIsr: [false, true],
  /**
   * When the leader epoch rises although the leader stays: `on-fencing` of another member (2.8), `on-any-shrink` of the ISR,
   * also one that the leader has asked for (3.0), or `never` (KAFKA-15021; 3.6, by metadata.version).
   */
  leaderEpochRises: ['on-fencing', 'on-any-shrink', 'never'],
  /** When several sessions expire, whether each change is made from the one before (KAFKA-13173, 3.0) or all from the same. */
  expiredSessions: ['at-once', 'one-by-one'],
  /**
   * What the controller does for lack of a member:
   * - `last-member-stays` (until 3.9, and later by choice): the ISR is never empty, whoever its last member is.
   * - `eligible-leader-replicas` (KIP-966; 4.0, and in new clusters of 4.1): below min ISR those that leave it are eligible still.
   */
  lastMember: ['last-member-stays', 'eligible-leader-replicas'],
  /**
   * Which restarts cost a broker its place among the eligible: every one (KAFKA-16952, 3.9, where nobody is eligible yet), or
   * all but those after a controlled shutdown, told by the broker epoch before (KAFKA-18635, 4.0).
   */
  ineligibleAfter: ['any-restart', 'unclean-restart'],
  /**
   * With nobody eligible left, who led last is elected: whether it is active or not (`anyway`), or only if it is
   * (KAFKA-19522, 4.1), or `never`, which asks what it is for: a field of PartitionChangeBuilder that only its tests set.
   */
  lastKnownLeader: ['anyway', 'if-active', 'never'],
} as const satisfies Switches;

export type KRaftPartitionRules = RulesOf<typeof KRAFT_PARTITION_SWITCHES>;

/** 2.8, an early access. */
export const FROM_2_8: KRaftPartitionRules = {
  countedIsr: 'maximal',
  refusedAsStale: 'wait',
  highWatermarkAfterAnswer: 'none',
  updates: 'all',
  eligible: 'anybody',
  joinLooks: 'once',
  caughtUpFollower: 'may-be-passed',
  heldUpFetch: 'is-noted',
  reelectedLeader: 'keeps-ends',
  divergingFetchCounts: true,
  highWatermarkBeforeTruncation: true,
  highWatermarkNeedsMinIsr: false,
  leaderEpochRises: 'on-fencing',
  expiredSessions: 'at-once',
  lastMember: 'last-member-stays',
  ineligibleAfter: 'any-restart',
  lastKnownLeader: 'anyway',
};

/** 3.0, a preview; 3.1 and 3.2 but for KAFKA-13091. */
export const FROM_3_0: KRaftPartitionRules = {
  ...FROM_2_8,
  leaderEpochRises: 'on-any-shrink',
  divergingFetchCounts: false,
  expiredSessions: 'one-by-one',
};

/** 3.3, the first for production, and 3.4.0. */
export const FROM_3_3: KRaftPartitionRules = {
  ...FROM_3_0,
  highWatermarkAfterAnswer: 'accepted',
  updates: 'not-older',
  eligible: 'active',
};

/** 3.5. */
export const FROM_3_5: KRaftPartitionRules = {
  ...FROM_3_3,
  eligible: 'active-process',
  joinLooks: 'twice',
  highWatermarkBeforeTruncation: false,
};

/** 3.6, with its metadata.version. */
export const FROM_3_6: KRaftPartitionRules = { ...FROM_3_5, leaderEpochRises: 'never' };

/** 3.7 to 3.9, and later where eligible leader replicas are off. */
export const FROM_3_7: KRaftPartitionRules = {
  ...FROM_3_6,
  joinLooks: 'once',
  highWatermarkNeedsMinIsr: true,
};

/** 4.0, with eligible leader replicas. */
export const FROM_4_0: KRaftPartitionRules = {
  ...FROM_3_7,
  lastMember: 'eligible-leader-replicas',
  ineligibleAfter: 'unclean-restart',
};

/** 4.1, where new clusters have them. */
export const FROM_4_1: KRaftPartitionRules = { ...FROM_4_0, lastKnownLeader: 'if-active' };

/** With all repairs of what loses records, those of no version included. */
export const REPAIRED: KRaftPartitionRules = {
  ...FROM_4_1,
  updates: 'newer',
  heldUpFetch: 'is-checked-again',
  reelectedLeader: 'forgets-ends',
};

/** All of these sets, by name. */
export const KRAFT_PARTITION_VERSIONS = {
  FROM_2_8,
  FROM_3_0,
  FROM_3_3,
  FROM_3_5,
  FROM_3_6,
  FROM_3_7,
  FROM_4_0,
  FROM_4_1,
  REPAIRED,
} as const;
