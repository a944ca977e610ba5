/** Sessions that expire together, each handled as if none of the others had (2.8; KAFKA-13173). */
import { type Action, actionsOn, optional } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { publish } from './metadata.ts';
import {
  type Change,
  isElected,
  makeChange,
  outcome,
  raisesLeaderEpoch,
} from './partitionChange.ts';
import {
  type Broker,
  brokerType,
  type KRaftPartitionDraft,
  type KRaftPartitionState,
  type Partition,
} from './state.ts';

/**
 * Two brokers that are gone. The second change is worked out from the partition as it was before the first, and overwrites
 * of that what it sets.
 */
export function fenceTogether(
  cluster: Cluster,
  changeFor: (state: KRaftPartitionState, broker: Broker) => Change | null,
): Action {
  const { schema, constants } = cluster;
  const broker = brokerType(schema);
  const { maxLeaderEpoch, maxPartitionEpoch } = constants;
  const isGone = ({ brokers, registrations }: KRaftPartitionState, broker: Broker): boolean =>
    brokers.at(broker).process !== 'running' && registrations.at(broker).status !== 'fenced';
  return actionsOn(schema)('FenceTogether', {
    parameters: { first: broker, second: broker, leader: optional(broker), last: optional(broker) },
    actor: 'controller',
    when: {
      'the first does not run, and is not fenced yet': (state, { first }) => isGone(state, first),
      'nor does the second, another one': (state, { first, second }) =>
        first !== second && isGone(state, second),
      'the bounds have room for what they change': (state, { first, second }) => {
        const both = [first, second].filter((one) => changeFor(state, one) !== null).length;
        const { partitionEpoch, leaderEpoch } = state.partition;
        return partitionEpoch + both <= maxPartitionEpoch && leaderEpoch + both <= maxLeaderEpoch;
      },
      'without the first the controller elects that leader, or none': (state, { first, leader }) =>
        isElected(state, cluster, changeFor(state, first), leader),
      'without the second, but with the first, it elects the last': (state, { second, last }) =>
        isElected(state, cluster, changeFor(state, second), last),
    },
    effect(draft, { first, second, leader, last }) {
      const change = changeFor(draft, second);
      const before = snapshot(draft.partition);
      makeChange(draft, cluster, changeFor(draft, first), leader);
      if (change !== null) overwrite(cluster, draft, before, change, last);
      draft.registrations.at(first).status = 'fenced';
      draft.registrations.at(second).status = 'fenced';
    },
  });
}

/** The partition as a value of its own: the draft goes on changing. */
function snapshot(partition: Partition): Partition {
  const { leader, leaderEpoch, partitionEpoch, isr, elr, lastKnownLeader } = partition;
  return { leader, leaderEpoch, partitionEpoch, isr, elr, lastKnownLeader };
}

function overwrite(
  { everyone, rules }: Cluster,
  draft: KRaftPartitionDraft,
  before: Partition,
  change: Change,
  leader: Broker | null,
): void {
  const { partition } = draft;
  const { isr } = outcome(before, rules, change, leader);
  const isRaised = raisesLeaderEpoch(before, rules, change, leader);
  if (isr === before.isr && !isRaised) return;
  if (isr !== before.isr) partition.isr = isr;
  // A record whose leader is set raises the leader epoch, be it the same leader once more.
  if (isRaised) {
    partition.leader = leader;
    partition.leaderEpoch += 1;
  }
  partition.partitionEpoch += 1;
  publish(everyone, draft);
}
