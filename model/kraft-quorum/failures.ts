/** Voters that crash and come back, and a network that cuts them off. */
import { type Action, actionsOn, add, has, int, remove, singleton } from '../../checker/index.ts';
import { becomeLeader, forget } from './roles.ts';
import type { KRaftQuorumRules } from './rules.ts';
import {
  type KRaftQuorumDraft,
  type KRaftQuorumSchema,
  type Voter,
  type VoterDraft,
  type VoterState,
  votersOf,
  voterType,
} from './state.ts';

export function failureActions(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action[] {
  const { max } = schema.fields.faults.fields.cutOffs;
  return [
    crash(schema, rules),
    ...(max > 0 ? [cutOff(schema, rules)] : []),
    ...(max > 0 && rules.cutOff === 'from-all' ? [reconnect(schema)] : []),
  ];
}

/** It crashes, and is back. While it is down it takes no step, which a slow one does not either. */
function crash(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const { max } = schema.fields.faults.fields.crashes;
  const { capacity } = schema.fields.committed;
  const everyone = votersOf(schema);
  return actionsOn(schema)('CrashAndRestart', {
    parameters: { voter: voterType(schema), kept: int(0, capacity) },
    actor: 'voter',
    fault: true,
    when: {
      'a crash is left': ({ faults }) => faults.crashes < max,
      'so much of its log is, or may be, on disk': ({ voters }, { voter, kept }) => {
        const own = voters.at(voter);
        return kept <= own.log.length && kept >= flushedEnd(rules, own);
      },
      'its log has room for LeaderChange, if it goes on as leader': ({ voters }, { voter, kept }) =>
        rules.restartedLeader !== 'leader' || voters.at(voter).leader !== voter || kept < capacity,
    },
    effect(draft, { voter, kept }) {
      const own = draft.voters.at(voter);
      draft.faults.crashes += 1;
      own.log.length = kept;
      own.appending = false;
      own.highWatermark = 0;
      forget(everyone, own);
      if (!rules.voteIsDurable) own.votedFor = null;
      restart(everyone, rules, draft, voter);
    },
  });
}

/** What of a log is on disk for certain. */
function flushedEnd({ flush }: KRaftQuorumRules, { log, appending }: VoterState): number {
  if (flush === 'some-time') return 0;
  return appending ? log.length - 1 : log.length;
}

/** QuorumState.initialize: from its file, which has the epoch, and the leader or the vote. */
function restart(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  draft: KRaftQuorumDraft,
  voter: Voter,
): void {
  const own = draft.voters.at(voter);
  if (own.leader === voter) restartLeader(everyone, rules, draft, voter);
  else if (own.votedFor === voter) {
    own.role = 'candidate';
    own.leader = null;
    own.granted = singleton(voter);
  } else own.role = own.leader === null ? 'unattached' : 'follower';
}

function restartLeader(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  draft: KRaftQuorumDraft,
  voter: Voter,
): void {
  const own: VoterDraft = draft.voters.at(voter);
  switch (rules.restartedLeader) {
    case 'leader':
      becomeLeader(everyone, rules, draft, voter);
      return;
    case 'unattached':
      own.role = 'unattached';
      own.leader = null;
      return;
    case 'resigned':
      own.role = 'resigned';
  }
}

/**
 * From all, not the leader: with messages that may be late for ever, that would be nothing new, but for stability.
 */
function cutOff(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const { max } = schema.fields.faults.fields.cutOffs;
  return actionsOn(schema)('CutOff', {
    parameters: { voter: voterType(schema) },
    actor: 'network',
    fault: true,
    when: {
      'a cut is left': ({ faults }) => faults.cutOffs < max,
      'the voter is connected': ({ cutOff }, { voter }) => !has(cutOff, voter),
      'it does not lead':
        rules.cutOff === 'from-all' &&
        (({ voters }, { voter }) => voters.at(voter).role !== 'leader'),
    },
    effect(draft, { voter }) {
      draft.faults.cutOffs += 1;
      draft.cutOff = add(draft.cutOff, voter);
    },
  });
}

function reconnect(schema: KRaftQuorumSchema): Action {
  return actionsOn(schema)('Reconnect', {
    parameters: { voter: voterType(schema) },
    actor: 'network',
    when: {
      'the voter is cut off': ({ cutOff }, { voter }) => has(cutOff, voter),
    },
    effect(draft, { voter }) {
      draft.cutOff = remove(draft.cutOff, voter);
    },
  });
}
