/**
 * What history changed in how a ZooKeeper-era cluster replicates a partition from one leader epoch to
 * the next: a switch for each thing, and its sets by version. Read from ReplicaManager.scala,
 * Partition.scala, AbstractFetcherThread.scala, ReplicaFetcherThread.scala and
 * LeaderEpochFileCache.scala.
 */
import type { RulesOf, Switches } from '../../checker/index.ts';

export const CLUSTER_SWITCHES = {
  /**
   * What a new follower does first:
   * - `hw` (until 0.10): cut its log at its own high watermark.
   * - `leader-epoch` (KIP-101, 0.11): ask the leader where the follower's last epoch ends, and cut there.
   * - `leader-epoch-iterative` (KIP-279, 2.0): the answer names the epoch that it is about; while the
   *   follower does not know that epoch, it cuts its own later ones and asks again.
   */
  truncation: ['hw', 'leader-epoch', 'leader-epoch-iterative'],
  /**
   * Whether a new leader notes its epoch before it has a record of it (KAFKA-7415, 2.0.1). The same
   * change made a leader answer for an epoch before the first one that it knows, and made an epoch
   * replace those that the cache has begin at the same offset or later.
   */
  epochCacheOnBecomeLeader: [false, true],
  /**
   * Whether what is left of the epoch cache is on disk once it was truncated. In 3.7 the file is written
   * and not flushed (KAFKA-15046); 3.8.0 flushes it (KAFKA-16541).
   */
  epochCacheDurable: [false, true],
  /**
   * What becomes of a LeaderAndIsr request of a controller that has died, once the broker has heard of a later one: it
   * is refused for its controller epoch (every release), or heard.
   */
  deposedController: ['refused', 'heard'],
  /** Which LeaderAndIsr requests count: those of a later leader epoch than the broker's own (every release), or any. */
  leaderEpochCheck: ['later', 'none'],
  /**
   * When a follower starts anew, truncation first: if the leader is another one (until 2.0.0), or also
   * if it has missed an epoch (KAFKA-7164, 2.0.1), or in every epoch (KIP-320, 2.1).
   */
  followerRestart: ['leader-id-change', 'missed-epoch', 'every-epoch'],
  /**
   * Which requests of a follower the leader checks for the leader epoch: none; all but the incremental
   * fetches of a session, which is nearly all fetches (KIP-320, 2.1); all (KAFKA-9338, 2.5).
   */
  fetchFencing: ['none', 'full-fetch-only', 'all'],
  /**
   * What a follower must have reached to join the ISR: the leader's high watermark, or also the start
   * of the leader's epoch (KAFKA-7128, 2.0.1).
   */
  isrExpand: ['hw', 'hw+leso'],
  /**
   * When a leader takes note of how far a fetch says that the follower is:
   * - `with-the-read`: while it still holds the lock under which it checked the epoch.
   * - `later`: when it may have led in another epoch since (ReplicaManager.fetchMessages until 3.2; since
   *   KAFKA-13837, 3.3, the note goes to what it knew of the follower before it followed another leader).
   * - `later-checked`: later, unless its epoch is another one by then (no release).
   */
  fetchRecorded: ['with-the-read', 'later', 'later-checked'],
  /**
   * What a leader that is told to lead again, in a later epoch, knows of where its followers' logs end:
   * what it knew before (Partition.makeLeader in every release that we read), or nothing.
   */
  reelectedLeader: ['keeps-ends', 'forgets-ends'],
} as const satisfies Switches;

export type ClusterRules = RulesOf<typeof CLUSTER_SWITCHES>;

export const UNTIL_0_10: ClusterRules = {
  truncation: 'hw',
  epochCacheOnBecomeLeader: false,
  epochCacheDurable: true,
  deposedController: 'refused',
  leaderEpochCheck: 'later',
  followerRestart: 'leader-id-change',
  fetchFencing: 'none',
  isrExpand: 'hw',
  fetchRecorded: 'later',
  reelectedLeader: 'keeps-ends',
};

export const FROM_0_11: ClusterRules = { ...UNTIL_0_10, truncation: 'leader-epoch' };

export const FROM_2_0: ClusterRules = { ...FROM_0_11, truncation: 'leader-epoch-iterative' };

export const FROM_2_0_1: ClusterRules = {
  ...FROM_2_0,
  epochCacheOnBecomeLeader: true,
  followerRestart: 'missed-epoch',
  isrExpand: 'hw+leso',
};

export const FROM_2_1: ClusterRules = {
  ...FROM_2_0_1,
  followerRestart: 'every-epoch',
  fetchFencing: 'full-fetch-only',
};

export const FROM_2_5: ClusterRules = { ...FROM_2_1, fetchFencing: 'all' };

/** Every repair that this family knows of, also those of no release. */
export const REPAIRED: ClusterRules = {
  ...FROM_2_5,
  fetchRecorded: 'with-the-read',
  reelectedLeader: 'forgets-ends',
};
