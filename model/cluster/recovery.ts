/** What can come about again, whatever has failed: by steps that are no faults, and a broker that starts again is none. */
import { fullSet, individuals, type Property, propertiesOf, toText } from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import { isOutOfEpochs } from './controller.ts';
import { namesOf } from './names.ts';
import {
  type Broker,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  isTrueLeader,
} from './state.ts';

export function recoveryProperties(schema: ClusterSchema): Property[] {
  return [replicasCanAgree(schema)];
}

/** R02: what a disk has lost is lost, but logs that differ for good are a corruption that no operator is told of. */
function replicasCanAgree(schema: ClusterSchema): Property {
  const broker = brokerType(schema);
  const everyone = individuals(broker);
  const follows = ({ brokers }: ClusterState, leader: Broker, other: Broker): boolean => {
    const { leaderEpoch, log } = brokers.at(leader);
    const own = brokers.at(other);
    return (
      own.up &&
      !own.truncating &&
      own.leader === leader &&
      own.leaderEpoch === leaderEpoch &&
      own.log.length === log.length &&
      agreeBelow(own.log, log, log.length)
    );
  };
  const isWhole = (state: ClusterState): boolean => {
    const { leader, isr } = state.zookeeper.partition;
    if (leader === null || !isTrueLeader(state, leader) || isr !== fullSet(broker)) return false;
    return everyone.every((other) => follows(state, leader, other));
  };
  return propertiesOf(schema).recoverable('replicas-can-agree', {
    claim:
      'a broker can come to lead, with all others following it and in the ISR, and all logs the same',
    holds: isWhole,
    unless: (state) => isOutOfEpochs(schema, everyone, state),
    because: ({ brokers }) => {
      const logs = everyone.map((own) => {
        const { log, highWatermark } = brokers.at(own);
        const text = toText(schema.fields.brokers.item.fields.log, log);
        return `${namesOf(schema, [own])} has ${text} with high watermark ${highWatermark}`;
      });
      return logs.join(', ');
    },
  });
}
