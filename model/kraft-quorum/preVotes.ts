/** Pre-votes (KIP-996, 4.0): whether a voter would be elected, before it raises the epoch. */
import { type Action, actionsOn, add, has } from '../../checker/index.ts';
import { isUpToDate } from './metadataLog.ts';
import { becomeCandidate, becomeFollower, becomeUnattached, canReach, isFree } from './roles.ts';
import type { KRaftQuorumRules } from './rules.ts';
import {
  hasMajority,
  type KRaftQuorumSchema,
  type VoterState,
  votersOf,
  voterType,
} from './state.ts';

export function preVoteActions(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action[] {
  return rules.preVote ? [preVote(schema, rules), stand(schema), giveUp(schema, rules)] : [];
}

/** The answer binds nobody: it is not kept, and may be given to several. */
function preVote(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const voter = voterType(schema);
  const everyone = votersOf(schema);
  return actionsOn(schema)('PreVote', {
    parameters: { prospective: voter, voter },
    actor: 'voter',
    when: {
      'pre-votes are asked for': ({ voters }, { prospective }) =>
        voters.at(prospective).role === 'prospective',
      'it does not have this one yet': ({ voters }, { prospective, voter }) =>
        !has(voters.at(prospective).granted, voter),
      'the request arrives': (state, { prospective, voter }) =>
        canReach(rules, state, prospective, voter),
      'the voter has flushed what it appended': (state, { voter }) => isFree(state, voter),
      'the epoch is new to the voter, or it grants the pre-vote': (
        { voters },
        { prospective, voter },
      ) =>
        voters.at(prospective).epoch > voters.at(voter).epoch ||
        (voters.at(prospective).epoch === voters.at(voter).epoch &&
          grantsPreVote(rules, voters.at(voter), voters.at(prospective))),
    },
    effect({ voters }, { prospective, voter }) {
      const own = voters.at(voter);
      const other = voters.at(prospective);
      if (other.epoch > own.epoch) becomeUnattached(everyone, own, other.epoch);
      if (grantsPreVote(rules, own, other)) other.granted = add(other.granted, voter);
    },
  });
}

/** A leader denies it, and so does a follower that hears from its leader: canGrantVote. */
function grantsPreVote(
  { followersGrant, voteComparesLogs }: KRaftQuorumRules,
  own: VoterState,
  other: VoterState,
): boolean {
  if (own.role === 'leader') return false;
  if (own.role === 'follower' && own.hasFetched && followersGrant === 'until-fetched') return false;
  return !voteComparesLogs || isUpToDate(other.log, own.log);
}

/** A majority would vote for it, so it is a candidate in the next epoch. */
function stand(schema: KRaftQuorumSchema): Action {
  const { max } = schema.fields.voters.item.fields.epoch;
  const everyone = votersOf(schema);
  return actionsOn(schema)('BecomeCandidate', {
    parameters: { voter: voterType(schema) },
    actor: 'voter',
    when: {
      'a majority would vote for it': ({ voters }, { voter }) =>
        voters.at(voter).role === 'prospective' && hasMajority(voters.at(voter), everyone),
      'an epoch is left': ({ voters }, { voter }) => voters.at(voter).epoch < max,
    },
    effect(draft, { voter }) {
      becomeCandidate(everyone, draft, voter, draft.voters.at(voter).epoch + 1);
    },
  });
}

/** It has been denied, or has waited long enough: back to its leader, if it knows one. */
function giveUp(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const everyone = votersOf(schema);
  return actionsOn(schema)('GiveUpPreVote', {
    parameters: { voter: voterType(schema) },
    actor: 'voter',
    when: {
      'it asks for pre-votes': ({ voters }, { voter }) => voters.at(voter).role === 'prospective',
      'it does not have a majority': ({ voters }, { voter }) =>
        !hasMajority(voters.at(voter), everyone),
    },
    effect({ voters }, { voter }) {
      const own = voters.at(voter);
      const { epoch, leader, votedFor } = own;
      if (leader !== null) becomeFollower(everyone, rules, own, { leader, epoch });
      else {
        becomeUnattached(everyone, own, epoch);
        own.votedFor = votedFor;
      }
    },
  });
}
