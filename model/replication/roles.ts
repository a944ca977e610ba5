/** Who leads and who follows, by whose account. */
import type { Fencing } from './rules.ts';
import type { Replica, ReplicationState } from './state.ts';

/**
 * Whether a replica that may be nobody is this one. Nobody is ruled out first because V8 compares two
 * numbers much faster than a number with null.
 */
export function isReplica(maybe: Replica | null, replica: Replica): boolean {
  return maybe !== null && maybe === replica;
}

/** Whether a replica believes that it leads, and so accepts writes and advances its high watermark. */
export function presumesLeadership(state: ReplicationState, replica: Replica): boolean {
  return isReplica(state.replicas.at(replica).leader, replica);
}

/** Whether a replica leads by its own account and by the quorum's, in the quorum's epoch. */
export function isTrueLeader(state: ReplicationState, leader: Replica): boolean {
  const { quorum } = state;
  const own = state.replicas.at(leader);
  return (
    isReplica(quorum.leader, leader) &&
    isReplica(own.leader, leader) &&
    own.leaderEpoch === quorum.leaderEpoch
  );
}

export function isFollowing(state: ReplicationState, leader: Replica, follower: Replica): boolean {
  return isReplica(state.replicas.at(follower).leader, leader);
}

/** Whether a follower of the leader is in the leader's own epoch. */
export function isInLeaderEpoch(
  state: ReplicationState,
  leader: Replica,
  follower: Replica,
): boolean {
  const own = state.replicas.at(leader);
  const other = state.replicas.at(follower);
  return (
    other.leaderEpoch === own.leaderEpoch &&
    isReplica(own.leader, leader) &&
    isReplica(other.leader, leader)
  );
}

/**
 * Whether, as far as the leader can tell, the follower has everything below `endOffset`: the last
 * record there is in both logs, and with `record-epoch` in both from the same leader epoch.
 */
export function isCaughtUpTo(
  fencing: Fencing,
  state: ReplicationState,
  leader: Replica,
  follower: Replica,
  endOffset: number,
): boolean {
  const inTouch =
    fencing === 'leader-epoch'
      ? isInLeaderEpoch(state, leader, follower)
      : isFollowing(state, leader, follower);
  if (!inTouch) return false;
  if (endOffset === 0) return true;
  const own = state.replicas.at(leader).log.at(endOffset - 1);
  const other = state.replicas.at(follower).log.at(endOffset - 1);
  if (own === undefined || other === undefined) return false;
  return fencing !== 'record-epoch' || own.epoch === other.epoch;
}
