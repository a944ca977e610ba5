/** What the cluster claims. Each property has one definition, which every spec uses. */
import { has, individuals, type Property, propertiesOf, singleton } from '../../checker/index.ts';
import {
  candidateCompleteness,
  committedPrefixSafe,
  consistentRead,
  localHighWatermarkValid,
  trueHighWatermarkMonotone,
  whoJoinsIsComplete,
} from './committed.ts';
import { logMatching, logMatchingInEpoch, logMatchingStrong } from './logMatching.ts';
import { brokerType, type ClusterSchema, leadsByOwnAccount } from './state.ts';

/** The names of everything that must never break while no disk loses what was acknowledged. */
export const SAFETY = [
  'leader-in-isr',
  'one-leader-per-epoch',
  'candidate-completeness',
  'committed-prefix-safe',
  'consistent-read',
  'local-high-watermark-valid',
  'log-matching',
  'log-matching-strong',
  'epoch-monotone',
  'true-high-watermark-monotone',
] as const;

export function safetyProperties(schema: ClusterSchema): Property[] {
  return [
    leaderInIsr(schema),
    oneLeaderPerEpoch(schema),
    candidateCompleteness(schema),
    committedPrefixSafe(schema),
    whoJoinsIsComplete(schema),
    whoIsBackHasLeftTheIsr(schema),
    consistentRead(schema),
    localHighWatermarkValid(schema),
    logMatching(schema),
    logMatchingStrong(schema),
    logMatchingInEpoch(schema),
    epochMonotone(schema),
    trueHighWatermarkMonotone(schema),
  ];
}

function leaderInIsr(schema: ClusterSchema): Property {
  return propertiesOf(schema).always('leader-in-isr', {
    claim: 'if the partition has a leader, the leader is in the ISR',
    holds: ({ zookeeper: { partition } }) =>
      partition.leader === null || has(partition.isr, partition.leader),
  });
}

function oneLeaderPerEpoch(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).always('one-leader-per-epoch', {
    claim: 'no two brokers believe to lead in the same leader epoch',
    holds: (state) => {
      for (const one of everyone) {
        if (!leadsByOwnAccount(state, one)) continue;
        for (const other of everyone) {
          if (
            other !== one &&
            leadsByOwnAccount(state, other) &&
            state.brokers.at(other).leaderEpoch === state.brokers.at(one).leaderEpoch
          )
            return false;
        }
      }
      return true;
    },
  });
}

/** KIP-380: a bounce is noticed, or else a broker that has lost its tail stays a candidate, and a leader that is back is never told. */
function whoIsBackHasLeftTheIsr(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).step('who-is-back-has-left-the-isr', {
    claim: 'a broker that is started again leads nothing, and is in no ISR but as its last member',
    holds: ({ brokers }, { brokers: after, zookeeper: { partition } }) =>
      everyone.every(
        (broker) =>
          brokers.at(broker).up ||
          !after.at(broker).up ||
          ((partition.leader === null || partition.leader !== broker) &&
            (!has(partition.isr, broker) || partition.isr === singleton(broker))),
      ),
  });
}

function epochMonotone(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).step('epoch-monotone', {
    claim: "no leader epoch ever falls, but a broker's when it goes down",
    holds: (before, after) => {
      if (after.zookeeper.partition.leaderEpoch < before.zookeeper.partition.leaderEpoch)
        return false;
      for (const broker of everyone) {
        const now = after.brokers.at(broker);
        if (now.up && now.leaderEpoch < before.brokers.at(broker).leaderEpoch) return false;
      }
      return true;
    },
  });
}
