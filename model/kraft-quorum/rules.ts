/**
 * What history changed in the KRaft quorum: a switch for each thing, and its sets by version. Read from
 * QuorumState, KafkaRaftClient and LeaderState of org.apache.kafka.raft, and the changes that are named.
 */
import type { RulesOf, Switches } from '../../checker/index.ts';

export const KRAFT_QUORUM_SWITCHES = {
  /**
   * What a voter is after a restart that was leader before:
   * - `leader` (never released): leader in the same epoch, as its file says.
   * - `unattached` (KAFKA-10527, 2.7): in its epoch without leader or vote, so that it may vote in it.
   * - `resigned` (KAFKA-10661, 2.8): neither acts in that epoch nor votes in it.
   */
  restartedLeader: ['leader', 'unattached', 'resigned'],
  /**
   * When a record is on disk:
   * - `some-time` (until 2.7): whenever the operating system likes.
   * - `before-sending` (KAFKA-10533 as it was at first; never released): before anything comes of it.
   * - `before-acknowledging` (KAFKA-10632, 2.8): before a follower fetches the next, and before a leader
   *   goes on. But a leader answers the fetches that wait for a record before it has flushed it.
   */
  flush: ['some-time', 'before-sending', 'before-acknowledging'],
  /**
   * How far a majority must have fetched before a new leader has a high watermark:
   * - `epoch-start` (2.7, and the first two release candidates of 2.8): to where the leader's epoch begins.
   * - `own-record` (KAFKA-12619, 2.8): past that, so that a record of its own epoch is committed with it.
   */
  commit: ['epoch-start', 'own-record'],
  /**
   * Before it raises the epoch, a voter asks whether a majority would vote for it (KIP-996, 4.0). What came
   * with that: it keeps its vote once it knows a leader, and a leader that has resigned does not stand at once.
   */
  preVote: [false, true],
  /**
   * Who grants a pre-vote, of followers: those that have not had an answer from their leader in this
   * epoch (KIP-996), or any. The latter was never released: it asks what the condition is for.
   */
  followersGrant: ['until-fetched', 'always'],
  /**
   * When a leader resigns:
   * - `as-bounded`: at any time, as often as the bounds say, whatever the reason, and never because it must.
   * - `without-majority` (KAFKA-15489, 3.7): also whenever it reaches no majority. So in 4.0 too; the sets below leave it to
   *   the bounds, which allow all that it does.
   */
  checkQuorum: ['as-bounded', 'without-majority'],
  /**
   * What the network does to the voters that it cuts off, which is no version's choice:
   * - `from-all`: each reaches nobody, until it is connected again. Never the leader.
   * - `from-one-another`: any of them, for good; they still reach the others.
   */
  cutOff: ['from-all', 'from-one-another'],
  /** Whether a voter votes only for who has all that it has. In every version; `false` asks what that is for. */
  voteComparesLogs: [true, false],
  /** Whether a vote is on disk before it is given. In every version; `false` asks what that is for. */
  voteIsDurable: [true, false],
} as const satisfies Switches;

export type KRaftQuorumRules = RulesOf<typeof KRAFT_QUORUM_SWITCHES>;

/** 2.7, of which nothing but a test server runs a quorum. */
export const FROM_2_7: KRaftQuorumRules = {
  restartedLeader: 'unattached',
  flush: 'some-time',
  commit: 'epoch-start',
  preVote: false,
  followersGrant: 'until-fetched',
  checkQuorum: 'as-bounded',
  cutOff: 'from-all',
  voteComparesLogs: true,
  voteIsDurable: true,
};

/** 2.8, the first with KRaft controllers, to 3.9. */
export const FROM_2_8: KRaftQuorumRules = {
  ...FROM_2_7,
  restartedLeader: 'resigned',
  flush: 'before-acknowledging',
  commit: 'own-record',
};

export const FROM_4_0: KRaftQuorumRules = { ...FROM_2_8, preVote: true };
