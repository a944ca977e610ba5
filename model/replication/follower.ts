/** What a replica does as follower: change leader, truncate, fetch. */
import { type Action, actionsOn } from '../../checker/index.ts';
import { latestEpoch } from '../log.ts';
import { matchingOffset, truncationOffset } from '../truncation.ts';
import { isCaughtUpTo, isFollowing, isReplica, presumesLeadership } from './roles.ts';
import type { ReplicationRules } from './rules.ts';
import {
  epochType,
  type Replica,
  type ReplicationDraft,
  type ReplicationSchema,
  type ReplicationState,
  replicaType,
} from './state.ts';

export function followerActions(schema: ReplicationSchema, rules: ReplicationRules): Action[] {
  const actions = [becomeFollower(schema, rules), followerFetch(schema, rules)];
  return rules.truncation === 'on-fetch' ? [...actions, followerTruncate(schema)] : actions;
}

/** Takes up a LeaderAndIsr request of a newer epoch and, but for `on-fetch`, truncates at once. */
function becomeFollower(schema: ReplicationSchema, rules: ReplicationRules) {
  const leaderOf = (state: ReplicationState, leaderEpoch: number): Replica | null =>
    state.requests.at(leaderEpoch)?.leader ?? null;
  return actionsOn(schema)('BecomeFollower', {
    parameters: { leaderEpoch: epochType(schema), follower: replicaType(schema) },
    actor: 'follower',
    when: {
      'the request was sent and names a leader': (state, { leaderEpoch }) =>
        leaderOf(state, leaderEpoch) !== null,
      'the leader presumes leadership':
        rules.followLeader !== 'named' &&
        ((state, { leaderEpoch }) => {
          const leader = leaderOf(state, leaderEpoch);
          return leader !== null && presumesLeadership(state, leader);
        }),
      'the leader is already in that epoch':
        rules.followLeader === 'in-epoch' &&
        ((state, { leaderEpoch }) => {
          const leader = leaderOf(state, leaderEpoch);
          return leader !== null && state.replicas.at(leader).leaderEpoch === leaderEpoch;
        }),
      'the follower is another replica, in an older epoch': (state, { leaderEpoch, follower }) =>
        leaderEpoch > state.replicas.at(follower).leaderEpoch &&
        !isReplica(leaderOf(state, leaderEpoch), follower),
      // As published: Kip101's follower cannot take the step when the leader's answer lies beyond its
      // own end. (Kafka takes the smaller of the two.) The other rules never aim beyond it.
      "the truncation target is within the follower's log":
        rules.truncation === 'leader-epoch' &&
        ((state, { leaderEpoch, follower }) =>
          targetOf(rules, state, leaderOf(state, leaderEpoch), follower) <=
          state.replicas.at(follower).log.length),
    },
    effect(draft, { leaderEpoch, follower }) {
      const request = draft.requests.at(leaderEpoch);
      if (request === undefined) return;
      const own = draft.replicas.at(follower);
      truncate(draft, follower, targetOf(rules, draft, request.leader, follower));
      own.leader = request.leader;
      own.leaderEpoch = leaderEpoch;
      own.isr = request.isr;
    },
  });
}

/** Where the follower truncates to when it starts to follow `leader`. */
function targetOf(
  { truncation }: ReplicationRules,
  state: ReplicationState,
  leader: Replica | null,
  follower: Replica,
): number {
  const { log, highWatermark } = state.replicas.at(follower);
  if (truncation === 'on-fetch' || leader === null) return log.length;
  return truncationOffset(truncation, state.replicas.at(leader).log, log, highWatermark);
}

/** Copies the leader's next record, and its high watermark as far as the own log reaches. */
function followerFetch(schema: ReplicationSchema, rules: ReplicationRules) {
  const replica = replicaType(schema);
  return actionsOn(schema)('FollowerFetch', {
    parameters: { leader: replica, follower: replica },
    actor: 'follower',
    when: {
      'the leader presumes leadership': (state, { leader }) => presumesLeadership(state, leader),
      "the leader has a record at the follower's end": (state, { leader, follower }) =>
        state.replicas.at(follower).log.length < state.replicas.at(leader).log.length,
      'the leader accepts the fetch': (state, { leader, follower }) =>
        isCaughtUpTo(
          rules.fetch,
          state,
          leader,
          follower,
          rules.fetch === 'record-epoch' ? state.replicas.at(follower).log.length : 0,
        ),
    },
    effect(draft, { leader, follower }) {
      const own = draft.replicas.at(follower);
      const { log, highWatermark } = draft.replicas.at(leader);
      const next = log.at(own.log.length);
      if (next === undefined) return;
      own.log.push({ id: next.id, epoch: next.epoch });
      own.highWatermark = Math.min(highWatermark, own.log.length);
    },
  });
}

/** Kip320FirstTry: a follower truncates whenever its last record turns out to differ from the leader's. */
function followerTruncate(schema: ReplicationSchema) {
  const replica = replicaType(schema);
  return actionsOn(schema)('FollowerTruncate', {
    parameters: { leader: replica, follower: replica },
    actor: 'follower',
    when: {
      'the leader presumes leadership': (state, { leader }) => presumesLeadership(state, leader),
      'the follower follows it': (state, { leader, follower }) =>
        isFollowing(state, leader, follower),
      "the follower's log has diverged": (state, { leader, follower }) => {
        const { log } = state.replicas.at(follower);
        const leaderLog = state.replicas.at(leader).log;
        if (log.length > leaderLog.length) return true;
        return log.length > 0 && leaderLog.at(log.length - 1)?.epoch !== latestEpoch(log);
      },
    },
    effect(draft, { leader, follower }) {
      const { log } = draft.replicas.at(follower);
      truncate(draft, follower, matchingOffset(draft.replicas.at(leader).log, log));
    },
  });
}

/** A high watermark never lies beyond the end of the log. */
function truncate(draft: ReplicationDraft, follower: Replica, target: number): void {
  const own = draft.replicas.at(follower);
  own.log.length = target;
  own.highWatermark = Math.min(own.highWatermark, target);
}
