/** A leader that asks for another ISR, and what it makes of the answer (KIP-497). */
import { type Action, actionsOn, add, has, remove, type SetOf } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { raiseHighWatermark } from './highWatermark.ts';
import {
  type Broker,
  type BrokerDraft,
  type BrokerState,
  brokerType,
  holdsLock,
  type KRaftPartitionDraft,
  NOBODY,
} from './state.ts';

export function isrActions(cluster: Cluster): Action[] {
  const looksTwice = cluster.rules.joinLooks === 'twice';
  return [shrink(cluster), ...(looksTwice ? [askToJoin(cluster)] : [])];
}

/**
 * AlterPartitionManager: one request of a partition at a time, and no other while its outcome is unknown. One that is being
 * made counts already.
 */
function isIdle({ leading, request }: BrokerState): boolean {
  return (
    leading !== null && leading.pending === NOBODY && leading.joining === null && request === null
  );
}

/**
 * Whether a follower that has fetched up to `end` is in sync (needsExpandIsr). A leader also asks its metadata whether the
 * follower is active, and in this process. As metadata may be late, that only ever holds it back: the controller decides.
 */
export function mayJoin(own: BrokerState, follower: Broker, end: number): boolean {
  const { leading, highWatermark } = own;
  if (leading === null || !isIdle(own)) return false;
  const isInSync = end >= highWatermark && end >= leading.epochStart;
  return isInSync && !has(leading.isr, follower);
}

/** Partition.submitAlterPartition. `incarnation` is of the broker that joins, if one does. */
export function submit(own: BrokerDraft, isr: SetOf<Broker>, incarnation: number): void {
  const { leading, leaderEpoch, partitionEpoch } = own;
  if (leading === null) return;
  leading.pending = isr;
  own.request = { isr, leaderEpoch, partitionEpoch, incarnation };
}

/** There is no time here: a follower that lags may be dropped at any time (maybeShrinkIsr); here one by one. */
function shrink({ schema }: Cluster): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('AskToShrinkIsr', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader leads, by its own account, and no change of the ISR is under way': (
        { brokers },
        { leader },
      ) => isIdle(brokers.at(leader)),
      'the follower is another member of the ISR, and lags, as far as the leader knows': (
        { brokers },
        { leader, follower },
      ) => {
        const { leading, log } = brokers.at(leader);
        if (leading === null || leader === follower || !has(leading.isr, follower)) return false;
        return leading.followers.at(follower)?.end !== log.length;
      },
    },
    effect({ brokers }, { leader, follower }) {
      const own = brokers.at(leader);
      if (own.leading !== null) submit(own, remove(own.leading.isr, follower), 0);
    },
  });
}

/**
 * The second look, at which process has fetched, some time after the first, at how far (KAFKA-15221). In between the leader
 * holds its lock: nothing happens there but that fetches are taken note of.
 */
function askToJoin(cluster: Cluster): Action {
  const { schema } = cluster;
  return actionsOn(schema)('AskToExpandIsr', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'it is about to take a follower into the ISR': (state, { leader }) =>
        holdsLock(state, leader),
    },
    effect(draft, { leader }) {
      const own = draft.brokers.at(leader);
      if (own.leading === null || own.leading.joining === null) return;
      const { isr, joining, followers } = own.leading;
      submit(own, add(isr, joining), followers.at(joining)?.incarnation ?? 0);
      own.leading.joining = null;
      raiseHighWatermark(cluster, draft, leader);
    },
  });
}

/** What the controller answers: stale stands for FENCED_LEADER_EPOCH and INVALID_UPDATE_VERSION, ineligible for INELIGIBLE_REPLICA. */
export type Answer = 'accepted' | 'stale' | 'ineligible';

/** Partition.handleAlterPartitionUpdate and handleAlterPartitionError. */
export function takeAnswer(
  cluster: Cluster,
  draft: KRaftPartitionDraft,
  leader: Broker,
  verdict: Answer,
): void {
  const { refusedAsStale, highWatermarkAfterAnswer } = cluster.rules;
  const own = draft.brokers.at(leader);
  const { partition } = draft;
  const { leading } = own;
  own.request = null;
  // Metadata that came first has ended the wait: the answer is out of date.
  if (leading === null || leading.pending === NOBODY) return;
  switch (verdict) {
    case 'ineligible':
      leading.pending = NOBODY;
      if (highWatermarkAfterAnswer === 'any') raiseHighWatermark(cluster, draft, leader);
      return;
    case 'stale':
      if (refusedAsStale === 'revert') leading.pending = NOBODY;
      return;
    case 'accepted':
      if (partition.leaderEpoch !== own.leaderEpoch) return;
      leading.pending = NOBODY;
      leading.isr = partition.isr;
      own.partitionEpoch = partition.partitionEpoch;
      if (highWatermarkAfterAnswer !== 'none') raiseHighWatermark(cluster, draft, leader);
  }
}
