/** Elections: timeouts, votes, and how voters learn of a leader or of an epoch. */
import { type Action, actionsOn, add, has, singleton } from '../../checker/index.ts';
import { isUpToDate } from './metadataLog.ts';
import {
  becomeCandidate,
  becomeFollower,
  becomeLeader,
  becomeUnattached,
  canReach,
  canReachMajority,
  forget,
  isFree,
  isInTouch,
} from './roles.ts';
import type { KRaftQuorumRules } from './rules.ts';
import {
  hasMajority,
  type KRaftQuorumConstants,
  type KRaftQuorumSchema,
  type Voter,
  type VoterDraft,
  type VoterState,
  votersOf,
  voterType,
} from './state.ts';

export function electionActions(
  schema: KRaftQuorumSchema,
  rules: KRaftQuorumRules,
  constants: KRaftQuorumConstants,
): Action[] {
  return [
    electionTimeout(schema, rules, constants),
    vote(schema, rules),
    win(schema, rules),
    learnOfElection(schema, rules),
    ...(schema.fields.resignations.max > 0 ? [resign(schema)] : []),
    ...(rules.checkQuorum === 'without-majority' ? [checkQuorum(schema, rules)] : []),
  ];
}

/**
 * A fetch or election timeout, or the end of a backoff. Until 3.9 the voter is a candidate in the next epoch
 * at once. With KIP-996 it asks for pre-votes first; one that has resigned only leaves its epoch.
 */
function electionTimeout(
  schema: KRaftQuorumSchema,
  rules: KRaftQuorumRules,
  { stableLeader }: KRaftQuorumConstants,
): Action {
  const { preVote } = rules;
  const { max } = schema.fields.voters.item.fields.epoch;
  const everyone = votersOf(schema);
  return actionsOn(schema)('ElectionTimeout', {
    parameters: { voter: voterType(schema) },
    actor: 'voter',
    when: {
      'the voter neither leads nor asks for pre-votes': ({ voters }, { voter }) => {
        const { role } = voters.at(voter);
        return role !== 'leader' && role !== 'prospective';
      },
      'an epoch is left, or none is needed': ({ voters }, { voter }) => {
        const { epoch, role } = voters.at(voter);
        return epoch < max || (preVote && role !== 'resigned');
      },
      'no leader of its epoch is in reach':
        stableLeader === 1 && ((state, { voter }) => !isInTouch(rules, state, voter)),
    },
    effect(draft, { voter }) {
      const own = draft.voters.at(voter);
      if (!preVote) becomeCandidate(everyone, draft, voter, own.epoch + 1);
      else if (own.role === 'resigned') becomeUnattached(everyone, own, own.epoch + 1);
      else {
        own.role = 'prospective';
        own.granted = singleton(voter);
        own.hasFetched = false;
      }
    },
  });
}

/**
 * KafkaRaftClient.handleVoteRequest, and its answer. A voter that learns of a later epoch from it leaves its
 * own, whether it grants the vote or not. A vote that is given twice counts once.
 */
function vote(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const voter = voterType(schema);
  const everyone = votersOf(schema);
  return actionsOn(schema)('Vote', {
    parameters: { candidate: voter, voter },
    actor: 'voter',
    when: {
      'the candidate stands': ({ voters }, { candidate }) =>
        voters.at(candidate).role === 'candidate',
      'it does not have the vote yet': ({ voters }, { candidate, voter }) =>
        !has(voters.at(candidate).granted, voter),
      'the request arrives': (state, { candidate, voter }) =>
        canReach(rules, state, candidate, voter),
      'the voter has flushed what it appended': (state, { voter }) => isFree(state, voter),
      'the epoch is new to the voter, or it grants the vote': ({ voters }, { candidate, voter }) =>
        voters.at(candidate).epoch > voters.at(voter).epoch ||
        (voters.at(candidate).epoch === voters.at(voter).epoch &&
          grantsVote(rules, voters.at(voter), voters.at(candidate), candidate)),
    },
    effect({ voters }, { candidate, voter }) {
      const own = voters.at(voter);
      const other = voters.at(candidate);
      if (other.epoch > own.epoch) becomeUnattached(everyone, own, other.epoch);
      if (!grantsVote(rules, own, other, candidate)) return;
      // A prospective that gives its vote asks for pre-votes anew: prospectiveAddVotedState.
      if (own.role === 'prospective' && own.votedFor === null) own.granted = singleton(voter);
      own.votedFor = candidate;
      other.granted = add(other.granted, voter);
    },
  });
}

/** What the states of QuorumState make of a vote request of their own epoch: canGrantVote. */
function grantsVote(
  { voteComparesLogs }: KRaftQuorumRules,
  own: VoterState,
  other: VoterState,
  candidate: Voter,
): boolean {
  if (own.role !== 'unattached' && own.role !== 'prospective') return false;
  if (own.votedFor !== null) return own.votedFor === candidate;
  return own.leader === null && (!voteComparesLogs || isUpToDate(other.log, own.log));
}

function win(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const { capacity } = schema.fields.committed;
  const everyone = votersOf(schema);
  return actionsOn(schema)('BecomeLeader', {
    parameters: { voter: voterType(schema) },
    actor: 'voter',
    when: {
      'a majority has voted for it': ({ voters }, { voter }) =>
        voters.at(voter).role === 'candidate' && hasMajority(voters.at(voter), everyone),
      'its log has room for LeaderChange': ({ voters }, { voter }) =>
        voters.at(voter).log.length < capacity,
    },
    effect(draft, { voter }) {
      becomeLeader(everyone, rules, draft, voter);
    },
  });
}

/**
 * Every answer, and BeginQuorumEpoch, says in which epoch its sender is, and whom it knows to lead
 * (KafkaRaftClient.maybeHandleCommonResponse and maybeTransition).
 */
function learnOfElection(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const voter = voterType(schema);
  const everyone = votersOf(schema);
  return actionsOn(schema)('LearnOfElection', {
    parameters: { from: voter, voter },
    actor: 'voter',
    when: {
      'the epoch is later than its own, or it knows no leader in it': (
        { voters },
        { from, voter },
      ) => {
        const own = voters.at(voter);
        const { epoch, leader } = voters.at(from);
        return epoch > own.epoch || (epoch === own.epoch && own.leader === null && leader !== null);
      },
      // Kafka ends with an IllegalStateException there (hasConsistentLeader).
      'it is not told to lead itself': ({ voters }, { from, voter }) => {
        const { leader } = voters.at(from);
        return leader === null || leader !== voter;
      },
      'the message arrives': (state, { from, voter }) => canReach(rules, state, from, voter),
      'both have flushed what they appended': (state, { from, voter }) =>
        isFree(state, from) && isFree(state, voter),
    },
    effect({ voters }, { from, voter }) {
      const { epoch, leader } = voters.at(from);
      if (leader === null) becomeUnattached(everyone, voters.at(voter), epoch);
      else becomeFollower(everyone, rules, voters.at(voter), { leader, epoch });
    },
  });
}

/**
 * A leader that shuts down, whose controller tells it to (3.0, KAFKA-12631), or from which too few have fetched
 * for a while (3.7, KAFKA-15489). In its epoch it leads and votes no more.
 */
function resign(schema: KRaftQuorumSchema): Action {
  const { max } = schema.fields.resignations;
  const everyone = votersOf(schema);
  return actionsOn(schema)('Resign', {
    parameters: { leader: voterType(schema) },
    actor: 'leader',
    when: {
      'a resignation is left': ({ resignations }) => resignations < max,
      'the leader leads, by its own account': ({ voters }, { leader }) =>
        voters.at(leader).role === 'leader',
      'it has flushed what it appended': (state, { leader }) => isFree(state, leader),
    },
    effect(draft, { leader }) {
      leadNoMore(everyone, draft.voters.at(leader));
      draft.resignations += 1;
    },
  });
}

/** LeaderState.timeUntilCheckQuorumExpires: it does not lead on while too few can fetch from it. */
function checkQuorum(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const everyone = votersOf(schema);
  return actionsOn(schema)('CheckQuorum', {
    parameters: { leader: voterType(schema) },
    actor: 'leader',
    when: {
      'the leader leads, by its own account': ({ voters }, { leader }) =>
        voters.at(leader).role === 'leader',
      'it reaches no majority': (state, { leader }) =>
        !canReachMajority(everyone, rules, state, leader),
      'it has flushed what it appended': (state, { leader }) => isFree(state, leader),
    },
    effect({ voters }, { leader }) {
      leadNoMore(everyone, voters.at(leader));
    },
  });
}

/** QuorumState.transitionToResigned. */
function leadNoMore(everyone: readonly Voter[], own: VoterDraft): void {
  forget(everyone, own);
  own.role = 'resigned';
  own.highWatermark = 0;
}
