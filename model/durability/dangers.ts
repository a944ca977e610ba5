/** The dangerous situations, which a version or a setting that holds must reach and survive. */
import { has, individuals, type Property, propertiesOf, size } from '../../checker/index.ts';
import { barredUnder } from './election.ts';
import { agreeBelowBoth, lacksAcknowledged } from './properties.ts';
import type { DurabilityRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  liveLeader,
} from './state.ts';

export function dangers(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Property[] {
  const barredIn = barredUnder(schema, rules, constants);
  const { sometimes, sometimesStep } = propertiesOf(schema);
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
      claim:
        'there is no leader, and a live replica that would have to take over cannot be elected',
      holds: (state) => barredIn(state).length > 0,
    }),
    sometimes('an-acknowledged-record-is-lost', {
      claim: 'a broker leads without a record that was acknowledged',
      holds: lacksAcknowledged,
    }),
    sometimes('a-new-leader-has-yet-to-raise-its-high-watermark', {
      claim: 'a broker leads with a lower high watermark than a leader before it had',
      holds: (state) => {
        const leader = liveLeader(state);
        return leader !== null && state.brokers.at(leader).highWatermark < state.trueHighWatermark;
      },
    }),
    sometimes('a-record-is-read-under-an-earlier-leader', {
      claim: 'the consumer has read a record, and another leader than at first leads',
      holds: (state) =>
        state.consumed.length > 0 && liveLeader(state) !== null && state.partition.leaderEpoch > 0,
    }),
    sometimesStep('a-broker-halts', {
      claim: 'a broker halts because its log is longer than the log of the leader',
      holds: (_before, _after, { name }) => name === 'HaltOutOfRange',
    }),
    logsDiffer(schema),
    ...answers(schema),
  ];
}

/** R02, R41: no high watermark says that there is anything to truncate. */
function logsDiffer(schema: DurabilitySchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('logs-differ-below-both-high-watermarks', {
    claim: 'two logs hold different records below both their high watermarks',
    holds: (state) =>
      everyone.some((one) => everyone.some((other) => !agreeBelowBoth(state, one, other))),
  });
}

/** Actions that may move the high watermark past a record whose producer waits. */
const RAISES_HIGH_WATERMARK: readonly string[] = [
  'LeaderIncHighWatermark',
  'LeaderShrinkIsr',
  'ControllerNoticeCrash',
];

/** What a producer can hear, other than that all is well. */
function answers(schema: DurabilitySchema): Property[] {
  const { sometimesStep } = propertiesOf(schema);
  const isNew = (before: number, after: number): boolean => before !== after;
  return [
    sometimesStep('not-enough-replicas', {
      claim: 'a leader answers NOT_ENOUGH_REPLICAS',
      holds: (_before, _after, { name }) => name === 'RejectProduce',
    }),
    sometimesStep('not-enough-replicas-after-append', {
      claim: 'a leader answers NOT_ENOUGH_REPLICAS_AFTER_APPEND',
      holds: (before, after, { name }) =>
        RAISES_HIGH_WATERMARK.includes(name) && isNew(before.failed, after.failed),
    }),
    sometimesStep('not-leader', {
      claim: 'a broker that leads no longer fails what producers wait for',
      holds: (before, after, { name }) =>
        name === 'MoveLeadership' && isNew(before.failed, after.failed),
    }),
    sometimesStep('connection-breaks', {
      claim: 'a leader crashes while a producer waits for its answer',
      holds: (before, after, { name }) =>
        (name === 'Crash' || name === 'CrashAndLose') && isNew(before.failed, after.failed),
    }),
    sometimesStep('a-failed-record-is-committed', {
      claim: 'the high watermark passes a record whose producer was told that it had failed',
      holds: (before, after, { name, parameters }) => {
        if (name !== 'LeaderIncHighWatermark') return false;
        const { log, highWatermark } = after.brokers.at(parameters['leader'] as Broker);
        const passed = log.at(highWatermark - 1);
        return passed !== undefined && has(before.failed, passed.id);
      },
    }),
  ];
}
