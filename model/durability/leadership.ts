/** What durability claims of who leads, and of who is in the ISR and may lead next. */
import {
  has,
  members,
  type Property,
  propertiesOf,
  someMember,
  toText,
} from '../../checker/index.ts';
import { barredUnder } from './election.ts';
import type { DurabilityRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  type DurabilityState,
} from './state.ts';

export function leaderInIsr(schema: DurabilitySchema): Property {
  return propertiesOf(schema).always('leader-in-isr', {
    claim: 'if the partition has a leader, the leader is in the ISR',
    holds: ({ partition: { leader, isr } }) => leader === null || has(isr, leader),
  });
}

export function oneLeaderPerEpoch(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('one-leader-per-epoch', {
    claim: 'whoever becomes leader does so in a new leader epoch',
    holds: ({ partition: before }, { partition: after }) =>
      after.leader === null ||
      (before.leader !== null && after.leader === before.leader) ||
      after.leaderEpoch > before.leaderEpoch,
  });
}

/** Unclean leader election is the last resort: whoever is up in the ISR has what was acknowledged (KIP-106). */
export function cleanWhileIsrLives(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('clean-while-isr-lives', {
    claim: 'nobody from outside the ISR becomes leader while a member of it is up',
    holds: ({ partition: { leader, isr }, brokers }, { partition: after }) =>
      after.leader === null ||
      (leader !== null && after.leader === leader) ||
      has(isr, after.leader) ||
      !someMember(isr, (member) => brokers.at(member).up),
    because: ({ partition: { isr }, brokers }, { partition: after }) => {
      const { fields } = schema.fields.partition;
      const up = members(isr).filter((member) => brokers.at(member).up);
      const names = up.map((member) => toText(brokerType(schema), member)).join(' and ');
      return `${toText(fields.leader, after.leader)} becomes leader; the ISR was ${toText(fields.isr, isr)}, of which ${names} is up`;
    },
  });
}

/** OfflinePartitionLeaderSelector and its kin choose among live replicas, cleanly or not. */
export function leaderIsElectedAlive(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('leader-is-elected-alive', {
    claim: 'whoever becomes leader is up',
    holds: ({ partition: before }, { partition: { leader, leaderEpoch }, brokers }) =>
      leader === null || leaderEpoch === before.leaderEpoch || brokers.at(leader).up,
    because: (_before, { partition: { leader } }) =>
      `${toText(schema.fields.partition.fields.leader, leader)} becomes leader, and is down`,
  });
}

/** Or else it counts for min ISR, and nobody tells the controller a second time. */
export function whoJoinsIsUp(schema: DurabilitySchema): Property {
  const joining = (before: DurabilityState, { partition }: DurabilityState): Broker[] =>
    before.partition.isr === partition.isr
      ? []
      : members(partition.isr).filter((member) => !has(before.partition.isr, member));
  return propertiesOf(schema).step('who-joins-is-up', {
    claim: 'whoever joins the ISR is up',
    holds: (before, after) => joining(before, after).every((member) => after.brokers.at(member).up),
    because: (before, after) => {
      const down = joining(before, after).filter((member) => !after.brokers.at(member).up);
      return `${down.map((member) => toText(brokerType(schema), member)).join(', ')} joins the ISR, and is down`;
    },
  });
}

/** The price of clean elections. */
export function aLiveReplicaCanLead(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Property {
  const barredIn = barredUnder(schema, rules, constants);
  return propertiesOf(schema).always('a-live-replica-can-lead', {
    claim:
      'while there is no leader, each ISR member that is up can be elected; if none is, each replica that is up',
    holds: (state) => barredIn(state).length === 0,
    because: (state) => {
      const names = barredIn(state).map((broker) => toText(brokerType(schema), broker));
      const isr = toText(schema.fields.partition.fields.isr, state.partition.isr);
      return `there is no leader, and the ISR is ${isr}; up, and not to be elected: ${names.join(', ')}`;
    },
  });
}
