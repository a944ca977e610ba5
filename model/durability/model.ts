/** Durability as a model, and what it claims. */
import {
  defineModel,
  everyMember,
  has,
  individuals,
  type Model,
  members,
  type Property,
  propertiesOf,
  size,
  toText,
} from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import { failureActions } from './failures.ts';
import { replicationActions } from './replication.ts';
import {
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  type DurabilityState,
  durabilitySchema,
  initialStates,
  liveLeader,
} from './state.ts';

export function durabilityModel(constants: DurabilityConstants): Model {
  const schema = durabilitySchema(constants);
  return defineModel({
    name: 'durability',
    state: schema,
    initial: initialStates(schema),
    actions: [...replicationActions(schema, constants), ...failureActions(schema, constants)],
    properties: [acknowledgedRecordsSurvive(schema), logMatching(schema), ...vacuity(schema)],
    // Records, epochs and crashes are bounded, so every run comes to an end.
    deadlock: 'allowed',
  });
}

/** LeaderCompleteness for clients: whoever leads has every record that was acknowledged. */
function acknowledgedRecordsSurvive(schema: DurabilitySchema): Property {
  const missing = (state: DurabilityState): number[] => {
    const leader = liveLeader(state);
    if (leader === null) return [];
    const { log } = state.brokers.at(leader);
    return members(state.acknowledged).filter((id) => !log.some((entry) => entry.id === id));
  };
  return propertiesOf(schema).always('acknowledged-records-survive', {
    claim: 'the leader has every record that was acknowledged',
    holds: (state) => {
      const leader = liveLeader(state);
      if (leader === null || state.acknowledged === 0) return true;
      const { log } = state.brokers.at(leader);
      return everyMember(state.acknowledged, (id) => log.some((entry) => entry.id === id));
    },
    because: (state) =>
      `${toText(schema.fields.partition.fields.leader, liveLeader(state))} leads without ` +
      `${missing(state)
        .map((id) => `r${id}`)
        .join(', ')}, which was acknowledged`,
  });
}

function logMatching(schema: DurabilitySchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).always('log-matching', {
    claim: 'any two logs hold the same records below both their high watermarks',
    holds: ({ brokers }) =>
      everyone.every((one) =>
        everyone.every((other) => {
          const a = brokers.at(one);
          const b = brokers.at(other);
          return agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
        }),
      ),
  });
}

function vacuity(schema: DurabilitySchema): Property[] {
  const { sometimes } = propertiesOf(schema);
  return [
    sometimes('a-record-is-acknowledged', {
      claim: 'a record is acknowledged',
      holds: ({ acknowledged }) => size(acknowledged) > 0,
    }),
    sometimes('a-broker-leads-after-a-crash', {
      claim: 'a record was acknowledged, a broker has crashed, and another election has been won',
      holds: (state) =>
        size(state.acknowledged) > 0 &&
        liveLeader(state) !== null &&
        state.partition.leaderEpoch > 0 &&
        state.faults.cleanCrashes + state.faults.lossyCrashes > 0,
    }),
    sometimes('leaderless-although-a-replica-lives', {
      claim: 'there is no leader and none can be elected, although a replica is up',
      holds: ({ brokers, partition }) =>
        partition.leader === null &&
        brokers.some(({ up }) => up) &&
        !brokers.some(({ up }, broker) => up && has(partition.isr, broker)),
    }),
  ];
}
