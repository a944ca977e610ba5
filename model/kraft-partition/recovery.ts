/**
 * What can come about again whatever has happened. It is not asked for where the bounds have few epochs left: with all of them used
 * up nobody can be elected or join, which is so of no cluster.
 */
import { fullSet, type Model, type Property, propertiesOf, toText } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { countedIsr } from './highWatermark.ts';
import {
  type Broker,
  brokersOf,
  brokerType,
  isTrueLeader,
  type KRaftPartitionState,
  NOBODY,
} from './state.ts';

export const RECOVERY = [
  'isr-change-resolves',
  'a-leader-again',
  'high-watermark-catches-up',
  'everybody-back-in-sync',
] as const;

export function recovery(cluster: Cluster): Property[] {
  return [
    isrChangeResolves(cluster),
    aLeaderAgain(cluster),
    highWatermarkCatchesUp(cluster),
    everybodyBackInSync(cluster),
  ];
}

/**
 * The same model, but that nobody counts on a process that has ended to start again: what is to come about must not need it.
 */
export function withoutRestarts(model: Model): Model {
  const actions = model.actions.map((action) =>
    action.name === 'Restart' ? { ...action, fault: true } : action,
  );
  return { ...model, actions };
}

/**
 * What it takes from anywhere, at most, until all is well: changes of the partition (the end of one broker, a leader, the return
 * of two), and those of its leader. With fewer left they may run out on the way, which Kafka's do not.
 */
const PARTITION_EPOCHS = 4;
const LEADER_EPOCHS = 2;

function isAtBounds({ partition }: KRaftPartitionState, { constants }: Cluster): boolean {
  const { maxPartitionEpoch, maxLeaderEpoch } = constants;
  const { partitionEpoch, leaderEpoch } = partition;
  return (
    maxPartitionEpoch - partitionEpoch < PARTITION_EPOCHS ||
    maxLeaderEpoch - leaderEpoch < LEADER_EPOCHS
  );
}

/** R20, R21: whatever became of the request. */
function isrChangeResolves(cluster: Cluster): Property {
  const { schema } = cluster;
  const everyone = brokersOf(schema);
  const setText = schema.fields.partition.fields.isr;
  const waits = ({ brokers }: KRaftPartitionState, broker: Broker): boolean => {
    const { leading } = brokers.at(broker);
    return leading !== null && leading.pending !== NOBODY;
  };
  return propertiesOf(schema).recoverable('isr-change-resolves', {
    claim: 'no leader waits for ever for the outcome of a change of the ISR',
    holds: (state) => {
      for (const broker of everyone) if (waits(state, broker)) return false;
      return true;
    },
    unless: (state) => isAtBounds(state, cluster),
    because: (state) => {
      const broker = everyone.find((candidate) => waits(state, candidate));
      if (broker === undefined) return 'nobody waits';
      const { leading, request } = state.brokers.at(broker);
      const asked = toText(setText, leading?.pending ?? NOBODY);
      const way = request === null ? 'no request is on its way' : 'its request is on its way';
      return `${toText(brokerType(schema), broker)} has asked for ISR ${asked}, and waits; ${way}`;
    },
  });
}

/** The controller has elected it, it runs, and it knows. */
function aLeaderAgain(cluster: Cluster): Property {
  const { schema } = cluster;
  const everyone = brokersOf(schema);
  return propertiesOf(schema).recoverable('a-leader-again', {
    claim: 'an active broker can come to lead the partition again',
    holds: (state) =>
      everyone.some(
        (broker) =>
          isTrueLeader(state, broker) && state.registrations.at(broker).status === 'active',
      ),
    unless: (state) => isAtBounds(state, cluster),
    because: ({ partition }) => {
      const { leader, isr, elr, lastKnownLeader } = schema.fields.partition.fields;
      return `leader ${toText(leader, partition.leader)}, ISR ${toText(isr, partition.isr)}, eligible ${toText(elr, partition.elr)}, last known leader ${toText(lastKnownLeader, partition.lastKnownLeader)}`;
    },
  });
}

/** Without another record: a producer may wait for this one before it sends the next. */
function highWatermarkCatchesUp(cluster: Cluster): Property {
  const { schema, rules } = cluster;
  const everyone = brokersOf(schema);
  const setText = schema.fields.partition.fields.isr;
  const lags = (state: KRaftPartitionState, broker: Broker): boolean => {
    const { highWatermark, log } = state.brokers.at(broker);
    return isTrueLeader(state, broker) && highWatermark < log.length;
  };
  return propertiesOf(schema).recoverable('high-watermark-catches-up', {
    claim: 'all that the leader has can come to be committed, or it leads no more',
    holds: (state) => {
      for (const broker of everyone) if (lags(state, broker)) return false;
      return true;
    },
    unless: (state) => isAtBounds(state, cluster),
    because: (state) => {
      const broker = everyone.find((candidate) => lags(state, candidate));
      if (broker === undefined) return 'it is';
      const { leading, highWatermark, log } = state.brokers.at(broker);
      const counted = leading === null ? NOBODY : countedIsr(leading, rules);
      return `${toText(brokerType(schema), broker)} has ${toText(schema.fields.committed, log)} and high watermark ${highWatermark}, and counts ${toText(setText, counted)}`;
    },
  });
}

function everybodyBackInSync(cluster: Cluster): Property {
  const { schema } = cluster;
  const all = fullSet(brokerType(schema));
  return propertiesOf(schema).recoverable('everybody-back-in-sync', {
    claim: 'all replicas can come to be in the ISR again',
    holds: (state) => state.partition.isr === all,
    unless: (state) => isAtBounds(state, cluster),
    because: ({ partition }) =>
      `the ISR is ${toText(schema.fields.partition.fields.isr, partition.isr)}`,
  });
}
