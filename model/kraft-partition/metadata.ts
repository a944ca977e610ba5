/** The metadata log, as far as it is about the partition, and what a broker makes of it when it replays it. */
import { type Action, actionsOn, int, put, removeAt } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { raiseHighWatermark } from './highWatermark.ts';
import {
  type Broker,
  brokerType,
  holdsLock,
  type KRaftPartitionDraft,
  NOBODY,
  newLeadership,
  type Partition,
} from './state.ts';

/** Appends the partition as it is now. What was asked for by processes that are gone is out of date by that. */
export function publish(everyone: readonly Broker[], draft: KRaftPartitionDraft): void {
  const { leader, leaderEpoch, partitionEpoch, isr } = draft.partition;
  draft.metadata.push({ leader, leaderEpoch, partitionEpoch, isr });
  for (const broker of everyone) {
    const own = draft.brokers.at(broker);
    if (own.process !== 'running') own.request = null;
  }
  draft.copy = null;
  forgetReplayed(everyone, draft);
}

/** Drops what every running broker has replayed: a broker that starts begins with the partition as it is then. */
export function forgetReplayed(everyone: readonly Broker[], draft: KRaftPartitionDraft): void {
  const { metadata, brokers } = draft;
  let least = draft.partition.partitionEpoch;
  for (const broker of everyone) {
    const { process, replayed } = brokers.at(broker);
    if (process === 'running') least = Math.min(least, replayed);
  }
  for (let first = metadata.at(0); first !== undefined; first = metadata.at(0)) {
    if (first.partitionEpoch > least) return;
    removeAt(metadata, 0);
  }
}

/**
 * BrokerMetadataPublisher: one change, or several at once, of which the broker sees only what is so after the
 * last of them.
 */
export function replay(cluster: Cluster): Action {
  const { schema, everyone, rules, constants } = cluster;
  return actionsOn(schema)('Replay', {
    parameters: { broker: brokerType(schema), changes: int(1, constants.maxPartitionEpoch) },
    actor: 'broker',
    when: {
      'the broker runs': ({ brokers }, { broker }) => brokers.at(broker).process === 'running',
      'it does not hold its lock':
        rules.joinLooks === 'twice' && ((state, { broker }) => !holdsLock(state, broker)),
      'it has yet to replay so many changes': ({ brokers, partition }, { broker, changes }) =>
        brokers.at(broker).replayed + changes <= partition.partitionEpoch,
    },
    effect(draft, { broker, changes }) {
      const own = draft.brokers.at(broker);
      const last = own.replayed + changes;
      own.replayed = last;
      const change = draft.metadata.find(({ partitionEpoch }) => partitionEpoch === last);
      if (change === undefined) return;
      takeUp(cluster, draft, broker, change);
      forgetReplayed(everyone, draft);
    },
  });
}

/** The partition as a broker hears of it. */
type Update = Pick<Partition, 'leader' | 'leaderEpoch' | 'partitionEpoch' | 'isr'>;

/** Partition.makeLeader or makeFollower. */
export function takeUp(
  cluster: Cluster,
  draft: KRaftPartitionDraft,
  broker: Broker,
  update: Update,
): void {
  const { updates } = cluster.rules;
  const own = draft.brokers.at(broker);
  const { partitionEpoch } = update;
  if (updates !== 'all' && partitionEpoch < own.partitionEpoch) return;
  if (updates === 'newer' && partitionEpoch === own.partitionEpoch) return;
  const isWaiting = own.leading !== null && own.leading.pending !== NOBODY;
  if (updates === 'answers-first' && isWaiting && update.leaderEpoch === own.leaderEpoch) return;
  // ReplicaManager.applyLocalFollowersDelta: until 3.2 nobody stops for a leader that there is not.
  if (updates === 'all' && update.leader === null) return;
  const isNewEpoch = update.leaderEpoch > own.leaderEpoch;
  own.leader = update.leader;
  own.leaderEpoch = update.leaderEpoch;
  own.partitionEpoch = partitionEpoch;
  if (update.leader !== null && update.leader === broker)
    lead(cluster, draft, broker, { isr: update.isr, isNewEpoch });
  else stopLeading(draft, broker);
}

/** With what it knew of its followers goes what it was about to take note of (heldUpFetches.ts). */
export function stopLeading(draft: KRaftPartitionDraft, broker: Broker): void {
  draft.brokers.at(broker).leading = null;
  if (draft.heldUp !== null && draft.heldUp.leader === broker) draft.heldUp = null;
}

/** A leader that led before keeps what is not of its epoch, or all (isNewLeader, Replica.resetReplicaState). */
function lead(
  cluster: Cluster,
  draft: KRaftPartitionDraft,
  broker: Broker,
  { isr, isNewEpoch }: { readonly isr: Update['isr']; readonly isNewEpoch: boolean },
): void {
  const { schema, everyone, rules } = cluster;
  const own = draft.brokers.at(broker);
  if (own.leading === null) own.leading = newLeadership(brokerType(schema), isr, own.log.length);
  else {
    const { leading } = own;
    leading.isr = isr;
    leading.pending = NOBODY;
    if (isNewEpoch || rules.updates === 'all') leading.epochStart = own.log.length;
    if (isNewEpoch && rules.reelectedLeader === 'forgets-ends')
      for (const follower of everyone) put(leading.followers, follower, null);
  }
  raiseHighWatermark(cluster, draft, broker);
}
