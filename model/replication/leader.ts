/** What a replica does as leader, or because it believes that it is. */
import { actionsOn, add, has, individuals, remove, type SetOf } from '../../checker/index.ts';
import { isCaughtUpTo, isTrueLeader, presumesLeadership } from './roles.ts';
import type { ReplicationRules } from './rules.ts';
import {
  epochType,
  type Replica,
  type ReplicationDraft,
  type ReplicationSchema,
  type ReplicationState,
  replicaType,
} from './state.ts';

export function leaderActions(schema: ReplicationSchema, rules: ReplicationRules) {
  return [
    becomeLeader(schema),
    leaderWrite(schema),
    leaderIncHighWatermark(schema, rules),
    leaderExpandIsr(schema, rules),
    leaderShrinkIsr(schema, rules),
  ];
}

/** The new leader keeps its log and its high watermark, which typically lags the last leader's. */
function becomeLeader(schema: ReplicationSchema) {
  const prefix = replicaType(schema).prefix;
  return actionsOn(schema)('BecomeLeader', {
    parameters: { leaderEpoch: epochType(schema) },
    actor: (state, { leaderEpoch }) =>
      `${prefix}${(state.requests.at(leaderEpoch)?.leader ?? 0) + 1}`,
    when: {
      'the request was sent': (state, { leaderEpoch }) => leaderEpoch < state.requests.length,
      'it names a leader, who is in an older epoch': (state, { leaderEpoch }) => {
        const leader = state.requests.at(leaderEpoch)?.leader;
        return (
          leader !== undefined &&
          leader !== null &&
          leaderEpoch > state.replicas.at(leader).leaderEpoch
        );
      },
    },
    effect(draft, { leaderEpoch }) {
      const request = draft.requests.at(leaderEpoch);
      if (request === undefined || request.leader === null) return;
      const own = draft.replicas.at(request.leader);
      own.leader = request.leader;
      own.leaderEpoch = leaderEpoch;
      own.isr = request.isr;
    },
  });
}

/** Whoever believes to lead accepts writes: a zombie is fenced by replication, not here. */
function leaderWrite(schema: ReplicationSchema) {
  const { max } = schema.fields.nextRecordId;
  const logSize = schema.fields.replicas.item.fields.log.capacity;
  return actionsOn(schema)('LeaderWrite', {
    parameters: { leader: replicaType(schema) },
    actor: 'leader',
    when: {
      'a record is left': (state) => state.nextRecordId < max,
      'the leader presumes leadership': (state, { leader }) => presumesLeadership(state, leader),
      'its log has room': (state, { leader }) => state.replicas.at(leader).log.length < logSize,
    },
    effect(draft, { leader }) {
      const own = draft.replicas.at(leader);
      own.log.push({ id: draft.nextRecordId, epoch: own.leaderEpoch });
      draft.nextRecordId += 1;
    },
  });
}

/** By one record, once all of the leader's own idea of the ISR have it. */
function leaderIncHighWatermark(schema: ReplicationSchema, rules: ReplicationRules) {
  const replica = replicaType(schema);
  const everyone = individuals(replica);
  return actionsOn(schema)('LeaderIncHighWatermark', {
    parameters: { leader: replica },
    actor: 'leader',
    when: {
      'the leader presumes leadership': (state, { leader }) => presumesLeadership(state, leader),
      'it has a record at its high watermark': (state, { leader }) => {
        const { highWatermark, log } = state.replicas.at(leader);
        return highWatermark < log.length;
      },
      'every ISR member has that record, as far as the leader can tell': (state, { leader }) => {
        const { highWatermark, isr } = state.replicas.at(leader);
        // No callback: V8 makes an object of it in every state.
        for (const member of everyone) {
          if (!has(isr, member)) continue;
          if (!isCaughtUpTo(rules.highWatermark, state, leader, member, highWatermark + 1))
            return false;
        }
        return true;
      },
    },
    effect(draft, { leader }) {
      draft.replicas.at(leader).highWatermark += 1;
    },
  });
}

/**
 * The model abstracts from how an ISR change is fenced (by the partition's znode version): it takes
 * effect in the quorum at once, and only if the quorum agrees who leads.
 */
function leaderExpandIsr(schema: ReplicationSchema, rules: ReplicationRules) {
  const replica = replicaType(schema);
  return actionsOn(schema)('LeaderExpandIsr', {
    parameters: { leader: replica, follower: replica },
    actor: 'leader',
    when: {
      'the quorum agrees who leads': (state, { leader }) => isTrueLeader(state, leader),
      "the high watermark has reached the leader's own epoch":
        rules.expandInOwnEpoch && ((state, { leader }) => hasReachedOwnEpoch(state, leader)),
      'the follower is not in the ISR': (state, { leader, follower }) =>
        !has(state.replicas.at(leader).isr, follower),
      'the follower is caught up, as far as the leader can tell': (state, { leader, follower }) => {
        const needed = rules.expandAtHighWatermark ? state.replicas.at(leader).highWatermark : 0;
        return isCaughtUpTo(rules.isr, state, leader, follower, needed);
      },
    },
    effect(draft, { leader, follower }) {
      setIsr(draft, leader, add(draft.replicas.at(leader).isr, follower));
    },
  });
}

/** Any ISR member that lags the leader's log end may be dropped at once, or never. */
function leaderShrinkIsr(schema: ReplicationSchema, rules: ReplicationRules) {
  const replica = replicaType(schema);
  return actionsOn(schema)('LeaderShrinkIsr', {
    parameters: { leader: replica, follower: replica },
    actor: 'leader',
    when: {
      'the quorum agrees who leads': (state, { leader }) => isTrueLeader(state, leader),
      'the follower is another member of the ISR': (state, { leader, follower }) =>
        leader !== follower && has(state.replicas.at(leader).isr, follower),
      'the follower lags, as far as the leader can tell': (state, { leader, follower }) => {
        const endOffset = state.replicas.at(leader).log.length;
        return !isCaughtUpTo(rules.isr, state, leader, follower, endOffset);
      },
    },
    effect(draft, { leader, follower }) {
      setIsr(draft, leader, remove(draft.replicas.at(leader).isr, follower));
    },
  });
}

/**
 * Until then a new leader does not know what was committed before it: its own high watermark lags,
 * and a follower that has reached it may lack committed records (KAFKA-7128).
 */
function hasReachedOwnEpoch(state: ReplicationState, leader: Replica): boolean {
  const { log, highWatermark, leaderEpoch } = state.replicas.at(leader);
  return highWatermark === log.length || log.at(highWatermark)?.epoch === leaderEpoch;
}

function setIsr(draft: ReplicationDraft, leader: Replica, isr: SetOf<Replica>): void {
  draft.replicas.at(leader).isr = isr;
  draft.quorum.isr = isr;
}
