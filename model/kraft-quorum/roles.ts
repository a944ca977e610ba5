/** How a voter changes its role, and who can talk to whom. */
import { emptySet, has, put, singleton } from '../../checker/index.ts';
import { raiseHighWatermark } from './highWatermark.ts';
import { LEADER_CHANGE } from './metadataLog.ts';
import type { KRaftQuorumRules } from './rules.ts';
import {
  isMajority,
  type KRaftQuorumDraft,
  type KRaftQuorumState,
  type Voter,
  type VoterDraft,
} from './state.ts';

/** Whether messages between two voters arrive. */
export function canReach(
  rules: KRaftQuorumRules,
  { cutOff }: KRaftQuorumState,
  one: Voter,
  other: Voter,
): boolean {
  if (rules.cutOff === 'from-one-another')
    return one === other || !has(cutOff, one) || !has(cutOff, other);
  return !has(cutOff, one) && !has(cutOff, other);
}

/** Whether messages between a voter and a majority, itself included, arrive. */
export function canReachMajority(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  state: KRaftQuorumState,
  voter: Voter,
): boolean {
  let count = 1;
  for (const other of everyone)
    if (other !== voter && canReach(rules, state, voter, other)) count++;
  return isMajority(count, everyone);
}

/** Whether the leader that a voter knows leads in its epoch, and its answers arrive. */
export function isInTouch(rules: KRaftQuorumRules, state: KRaftQuorumState, voter: Voter): boolean {
  const { leader, epoch } = state.voters.at(voter);
  if (leader === null || !canReach(rules, state, voter, leader)) return false;
  const other = state.voters.at(leader);
  return other.role === 'leader' && other.epoch === epoch;
}

/** Whether a voter can go on to its next event: one that appends flushes first, in the same thread. */
export function isFree({ voters }: KRaftQuorumState, voter: Voter): boolean {
  return !voters.at(voter).appending;
}

/** QuorumState.transitionToUnattached, of an epoch that it has just learnt of. */
export function becomeUnattached(everyone: readonly Voter[], own: VoterDraft, epoch: number): void {
  forget(everyone, own);
  own.role = 'unattached';
  own.epoch = epoch;
  own.leader = null;
  own.votedFor = null;
}

/** QuorumState.transitionToFollower. Since 4.0 it keeps the vote of its epoch. */
export function becomeFollower(
  everyone: readonly Voter[],
  { preVote }: KRaftQuorumRules,
  own: VoterDraft,
  { leader, epoch }: { readonly leader: Voter; readonly epoch: number },
): void {
  forget(everyone, own);
  if (!preVote || epoch > own.epoch) own.votedFor = null;
  own.role = 'follower';
  own.epoch = epoch;
  own.leader = leader;
}

/** QuorumState.transitionToCandidate: of `epoch`, with its own vote. */
export function becomeCandidate(
  everyone: readonly Voter[],
  draft: KRaftQuorumDraft,
  voter: Voter,
  epoch: number,
): void {
  const own = draft.voters.at(voter);
  forget(everyone, own);
  own.role = 'candidate';
  own.epoch = epoch;
  own.leader = null;
  own.votedFor = voter;
  own.granted = singleton(voter);
}

/**
 * KafkaRaftClient.onBecomeLeader: it begins with LeaderChange, and does not know how far its followers are
 * nor what is committed.
 */
export function becomeLeader(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  draft: KRaftQuorumDraft,
  voter: Voter,
): void {
  const own = draft.voters.at(voter);
  forget(everyone, own);
  own.role = 'leader';
  own.leader = voter;
  own.votedFor = null;
  own.highWatermark = 0;
  own.epochStart = own.log.length;
  put(draft.elected, own.epoch - 1, voter);
  append(everyone, rules, draft, voter, LEADER_CHANGE);
}

/**
 * Appends to a leader's own log. Not on disk yet, and its thread is to see to that next (flushLeaderLog); but
 * the leader counts what it has appended already, which commits it where it is the only voter.
 */
export function append(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  draft: KRaftQuorumDraft,
  leader: Voter,
  id: number,
): void {
  const own = draft.voters.at(leader);
  own.log.push({ id, epoch: own.epoch });
  own.appending = rules.flush === 'before-acknowledging';
  raiseHighWatermark(everyone, rules, draft, leader);
}

/** What ends with a role: votes, what it knows as a leader, and whether it has fetched from one. */
export function forget(everyone: readonly Voter[], own: VoterDraft): void {
  own.granted = emptySet();
  own.epochStart = 0;
  own.hasFetched = false;
  for (const follower of everyone) put(own.ends, follower, 0);
}
