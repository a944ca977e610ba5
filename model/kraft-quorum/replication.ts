/** Replication of the metadata log: a leader appends, its voters fetch, and a majority commits. */
import { type Action, actionsOn, bool, put } from '../../checker/index.ts';
import { divergence, truncationOffset } from '../divergence.ts';
import { latestEpoch } from '../log.ts';
import { raiseHighWatermark } from './highWatermark.ts';
import { append, canReach, isFree } from './roles.ts';
import type { KRaftQuorumRules } from './rules.ts';
import {
  type KRaftQuorumSchema,
  type VoterDraft,
  type VoterState,
  votersOf,
  voterType,
} from './state.ts';

export function replicationActions(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action[] {
  const flushes = rules.flush === 'before-acknowledging';
  return [write(schema, rules), ...(flushes ? [flush(schema)] : []), fetch(schema, rules)];
}

/** The active controller writes a metadata record. */
function write(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const { max } = schema.fields.nextRecordId;
  const { capacity } = schema.fields.committed;
  const everyone = votersOf(schema);
  return actionsOn(schema)('Write', {
    parameters: { leader: voterType(schema) },
    actor: 'leader',
    when: {
      'a record is left': ({ nextRecordId }) => nextRecordId < max,
      'the leader leads, by its own account': ({ voters }, { leader }) =>
        voters.at(leader).role === 'leader',
      'it has flushed what it appended': (state, { leader }) => isFree(state, leader),
      'its log has room': ({ voters }, { leader }) => voters.at(leader).log.length < capacity,
    },
    effect(draft, { leader }) {
      append(everyone, rules, draft, leader, draft.nextRecordId);
      draft.nextRecordId += 1;
    },
  });
}

/** KafkaRaftClient.flushLeaderLog: after it has answered the fetches that were waiting (KAFKA-10632). */
function flush(schema: KRaftQuorumSchema): Action {
  return actionsOn(schema)('Flush', {
    parameters: { leader: voterType(schema) },
    actor: 'leader',
    when: {
      'it has yet to flush what it appended': (state, { leader }) => !isFree(state, leader),
    },
    effect({ voters }, { leader }) {
      voters.at(leader).appending = false;
    },
  });
}

/**
 * A fetch and its answer, which brings one record, or may be lost. What the follower has already is
 * acknowledged by asking for what comes next. A leader that appends answers the fetches that wait for it alone.
 */
function fetch(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Action {
  const everyone = votersOf(schema);
  return actionsOn(schema)('Fetch', {
    parameters: { follower: voterType(schema), answered: bool() },
    actor: 'follower',
    when: {
      'it follows a leader that leads in its epoch': ({ voters }, { follower }) => {
        const { role, leader, epoch } = voters.at(follower);
        if (role !== 'follower' || leader === null) return false;
        const other = voters.at(leader);
        return other.role === 'leader' && other.epoch === epoch;
      },
      'the request arrives': (state, { follower }) => {
        const { leader } = state.voters.at(follower);
        return leader !== null && canReach(rules, state, follower, leader);
      },
      'the leader has flushed, or the fetch waits for what it appends': (state, { follower }) => {
        const { leader, log } = state.voters.at(follower);
        if (leader === null) return false;
        return isFree(state, leader) || log.length === state.voters.at(leader).log.length - 1;
      },
    },
    effect(draft, { follower, answered }) {
      const own = draft.voters.at(follower);
      if (own.leader === null) return;
      const leader = draft.voters.at(own.leader);
      const diverging = divergence(leader.log, own.log.length, latestEpoch(own.log));
      if (diverging === null) {
        put(leader.ends, follower, own.log.length);
        raiseHighWatermark(everyone, rules, draft, own.leader);
      }
      if (!answered) return;
      own.hasFetched = true;
      if (diverging === null) takeAnswer(own, leader);
      else own.log.length = truncationOffset(own.log, diverging);
    },
  });
}

/** KafkaRaftClient.handleFetchResponse. A high watermark of 0 is one that the leader does not know. */
function takeAnswer(own: VoterDraft, leader: VoterState): void {
  const next = leader.log.at(own.log.length);
  if (next !== undefined) own.log.push({ id: next.id, epoch: next.epoch });
  if (leader.highWatermark > 0) own.highWatermark = Math.min(leader.highWatermark, own.log.length);
}
