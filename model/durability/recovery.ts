/** What can come about again, whatever crashes there were: by steps that are no faults, and a broker that starts again is none. */

import { fullSet, individuals, type Property, propertiesOf, toText } from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import { epochIsLeft } from './election.ts';
import { agreeBelowBoth, difference } from './properties.ts';
import { logText } from './records.ts';
import {
  type Broker,
  brokerType,
  type DurabilitySchema,
  type DurabilityState,
  liveLeader,
} from './state.ts';

export function recoveryProperties(schema: DurabilitySchema): Property[] {
  return [replicasCanAgree(schema), aLeaderCanBeElected(schema)];
}

/**
 * Whether there is no leader only because the bounds have no epoch left, as Kafka always has. While somebody leads, no epoch is
 * needed for anything, and nothing is excused.
 */
function isOutOfEpochs(schema: DurabilitySchema, state: DurabilityState): boolean {
  return liveLeader(state) === null && !epochIsLeft(schema, state);
}

/** R02, R41: records may be lost, but logs that differ for good are a corruption that no operator is told of. */
function replicasCanAgree(schema: DurabilitySchema): Property {
  const broker = brokerType(schema);
  const everyone = individuals(broker);
  const isWhole = (state: DurabilityState): boolean => {
    const { partition, brokers } = state;
    const leader = liveLeader(state);
    if (leader === null || partition.isr !== fullSet(broker)) return false;
    const { log } = brokers.at(leader);
    return brokers.every(
      (other) =>
        other.up && other.log.length === log.length && agreeBelow(other.log, log, log.length),
    );
  };
  return propertiesOf(schema).recoverable('replicas-can-agree', {
    claim: 'a broker can come to lead, with all brokers up and in the ISR, and all logs the same',
    holds: isWhole,
    unless: (state) => isOutOfEpochs(schema, state),
    because: (state) => {
      const pair = everyone
        .flatMap((one) => everyone.map((other): readonly [Broker, Broker] => [one, other]))
        .find(([one, other]) => !agreeBelowBoth(state, one, other));
      return pair === undefined
        ? everyone.map((own) => logText(schema, state.brokers, own)).join(', ')
        : difference(schema, state, ...pair);
    },
  });
}

/** What clean elections cost is time, however long the last ISR member takes to be back. */
function aLeaderCanBeElected(schema: DurabilitySchema): Property {
  return propertiesOf(schema).recoverable('a-leader-can-be-elected', {
    claim: 'a broker that is up can come to lead',
    holds: (state) => liveLeader(state) !== null,
    unless: (state) => isOutOfEpochs(schema, state),
    because: ({ partition: { leader, isr } }) => {
      const { fields } = schema.fields.partition;
      return `the leader is ${toText(fields.leader, leader)}, and the ISR is ${toText(fields.isr, isr)}`;
    },
  });
}
