/** What a broker does that believes to lead. */
import { type Action, actionsOn, add, has, put, remove } from '../../checker/index.ts';
import { startOffsetOf } from '../epochCache.ts';
import { append } from './replica.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type ClusterDraft,
  type ClusterSchema,
  type ClusterState,
  leadsByOwnAccount,
} from './state.ts';

export function leaderActions(schema: ClusterSchema, rules: ClusterRules): Action[] {
  const actions = [produce(schema, rules), shrinkIsr(schema)];
  if (rules.fetchRecorded === 'with-the-read') return actions;
  return [...actions, recordLateFetch(schema, rules)];
}

/** With acks=all and min.insync.replicas 1: acknowledged once the high watermark has passed it. */
function produce(schema: ClusterSchema, rules: ClusterRules): Action {
  const { max } = schema.fields.nextRecordId;
  return actionsOn(schema)('Produce', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'a record is left': (state) => state.nextRecordId < max,
      'the leader believes that it leads': (state, { leader }) => leadsByOwnAccount(state, leader),
    },
    effect(draft, { leader }) {
      const own = draft.brokers.at(leader);
      append(own, draft.nextRecordId, own.leaderEpoch, rules);
      draft.nextRecordId += 1;
      advanceHighWatermark(draft, leader);
    },
  });
}

/** Partition.maybeShrinkIsr: a follower whose end is not the leader's may be found too slow. */
function shrinkIsr(schema: ClusterSchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('LeaderShrinkIsr', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader believes that it leads': (state, { leader }) => leadsByOwnAccount(state, leader),
      'its write of the ISR would succeed': (state, { leader }) => canWriteIsr(state, leader),
      'the follower is another member of the ISR': ({ brokers }, { leader, follower }) =>
        leader !== follower && has(brokers.at(leader).isr, follower),
      'the follower lags, as far as the leader knows': ({ brokers }, { leader, follower }) => {
        const own = brokers.at(leader);
        return own.ends.at(follower) !== own.log.length;
      },
    },
    effect(draft, { leader, follower }) {
      const own = draft.brokers.at(leader);
      own.isr = remove(own.isr, follower);
      draft.zookeeper.partition.isr = own.isr;
      advanceHighWatermark(draft, leader);
    },
  });
}

/**
 * A fetch that was checked and read for some time ago, perhaps when the leader led in another epoch.
 * Whether it still leads is all that is asked now; with `later-checked` the note is gone by then.
 */
function recordLateFetch(schema: ClusterSchema, rules: ClusterRules): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('LeaderRecordLateFetch', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader believes that it leads': (state, { leader }) => leadsByOwnAccount(state, leader),
      'it has read for a fetch and not taken note': ({ brokers }, { leader, follower }) =>
        brokers.at(leader).unrecorded.at(follower) !== null,
    },
    effect(draft, { leader, follower }) {
      const { unrecorded } = draft.brokers.at(leader);
      const offset = unrecorded.at(follower);
      if (offset === null) return;
      put(unrecorded, follower, null);
      recordFetch(draft, leader, follower, offset, rules);
    },
  });
}

/**
 * Its session is live, and nobody has written the partition's znode since the leader last heard of it. That it has the
 * same ISR follows from the epoch, unless a leader takes up a request of its own epoch once more, which is as old as
 * that (`leaderEpochCheck`): the version of the znode that it names is old too.
 */
function canWriteIsr({ brokers, zookeeper }: ClusterState, leader: Broker): boolean {
  const { leaderEpoch, isr } = brokers.at(leader);
  return (
    has(zookeeper.registered, leader) &&
    zookeeper.partition.leaderEpoch === leaderEpoch &&
    zookeeper.partition.isr === isr
  );
}

/**
 * Partition.updateFollowerFetchState: the leader learns from the offset of a fetch how far the follower
 * is, takes it into the ISR if it has come far enough (maybeExpandIsr), and advances its high watermark.
 */
export function recordFetch(
  draft: ClusterDraft,
  leader: Broker,
  follower: Broker,
  offset: number,
  rules: ClusterRules,
): void {
  const own = draft.brokers.at(leader);
  put(own.ends, follower, offset);
  const needed =
    rules.isrExpand === 'hw+leso'
      ? Math.max(own.highWatermark, startOffsetOf(own.log, own.leaderEpoch))
      : own.highWatermark;
  if (!has(own.isr, follower) && offset >= needed && canWriteIsr(draft, leader)) {
    own.isr = add(own.isr, follower);
    draft.zookeeper.partition.isr = own.isr;
  }
  advanceHighWatermark(draft, leader);
}

/** Partition.maybeIncrementLeaderHW: to the smallest log end offset in the leader's own idea of the ISR. */
export function advanceHighWatermark(draft: ClusterDraft, leader: Broker): void {
  const own = draft.brokers.at(leader);
  let smallest = own.log.length;
  for (let key = 0; key < own.ends.length; key++) {
    const follower = key as Broker;
    if (follower !== leader && has(own.isr, follower))
      smallest = Math.min(smallest, own.ends.at(follower));
  }
  if (smallest <= own.highWatermark) return;
  own.highWatermark = smallest;
  for (let offset = draft.committed.length; offset < smallest; offset++) {
    const entry = own.log.at(offset);
    if (entry !== undefined) draft.committed.push(entry.id);
  }
}
