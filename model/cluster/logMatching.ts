/** What the cluster claims of any two replicas' logs. */
import { individuals, type Property, propertiesOf } from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import { namesOf } from './names.ts';
import { type Broker, brokerType, type ClusterSchema, type ClusterState } from './state.ts';

export function logMatching(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = ({ brokers }: ClusterState, one: Broker, other: Broker): boolean => {
    const a = brokers.at(one);
    const b = brokers.at(other);
    return !agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
  };
  return propertiesOf(schema).always('log-matching', {
    claim: 'any two replicas hold the same records below both their high watermarks',
    ...amongPairs(schema, everyone, differ, 'differ below both their high watermarks'),
  });
}

/** The property of Raft's logs. A replica that has yet to truncate is about to lose what differs. */
export function logMatchingStrong(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = ({ brokers }: ClusterState, one: Broker, other: Broker): boolean => {
    const a = brokers.at(one);
    const b = brokers.at(other);
    if (a.truncating || b.truncating) return false;
    for (let offset = Math.min(a.log.length, b.log.length) - 1; offset >= 0; offset--) {
      if (a.log.at(offset)?.epoch === b.log.at(offset)?.epoch)
        return !agreeBelow(a.log, b.log, offset + 1);
    }
    return false;
  };
  return propertiesOf(schema).always('log-matching-strong', {
    claim:
      'where two logs have a record of the same epoch at the same offset, they are the same up to there',
    ...amongPairs(schema, everyone, differ, 'have a record of one epoch at one offset, and differ'),
  });
}

/**
 * For specs in which a disk loses records: a replica takes part once it has truncated for the epoch, and
 * until then it may well differ.
 */
export function logMatchingInEpoch(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = (state: ClusterState, one: Broker, other: Broker): boolean => {
    const a = state.brokers.at(one);
    const b = state.brokers.at(other);
    if (!a.up || !b.up || a.truncating || b.truncating) return false;
    if (a.leader === null || a.leader !== b.leader || a.leaderEpoch !== b.leaderEpoch) return false;
    return !agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
  };
  return propertiesOf(schema).always('log-matching-in-epoch', {
    claim:
      'replicas that have truncated for the same leader epoch hold the same records below both their high watermarks',
    ...amongPairs(schema, everyone, differ, 'differ below both their high watermarks'),
  });
}

/** What holds if no two replicas differ, in the sense of `differ`, which does not mind their order. */
function amongPairs(
  schema: ClusterSchema,
  everyone: readonly Broker[],
  differ: (state: ClusterState, one: Broker, other: Broker) => boolean,
  how: string,
) {
  return {
    holds: (state: ClusterState): boolean => {
      for (const one of everyone) {
        for (const other of everyone) if (one < other && differ(state, one, other)) return false;
      }
      return true;
    },
    because: (state: ClusterState): string => {
      const apart = everyone.filter((one) => everyone.some((other) => differ(state, one, other)));
      return `${namesOf(schema, apart)} ${how}`;
    },
  };
}
