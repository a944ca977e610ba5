/**
 * What an acknowledgement is worth: one partition whose brokers crash, with and without losing the end
 * of their logs, under settings that an operator chooses.
 *
 * Left out: delays between the controller and the brokers, zombies, and how an ISR change is fenced.
 * The families `replication` and `controller-election` are about those. Here everyone learns of a new
 * leader at once, so that what is lost is lost to crashes, settings and the rules of truncation alone.
 */
import {
  bool,
  type ConstantRanges,
  type Constants,
  type Draft,
  emptySet,
  fullSet,
  type Identity,
  identity,
  individuals,
  int,
  list,
  mapOf,
  mapOver,
  optional,
  record,
  setOf,
  type Value,
} from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import { logSchema } from '../log.ts';

export const DURABILITY_CONSTANTS = {
  brokers: { default: 3, min: 2, max: 4, about: 'replicas of the partition' },
  maxRecords: { default: 2, min: 1, max: 4, about: 'records that the producer sends' },
  maxLeaderEpoch: { default: 2, min: 0, max: 5, about: 'elections after the first leader' },
  acks: {
    default: ACKS_ALL,
    min: 0,
    max: ACKS_ALL,
    about: "the producer's acks: 0, 1, or 2 for all",
  },
  minIsr: { default: 1, min: 1, max: 4, about: 'min.insync.replicas' },
  uncleanElection: { default: 0, min: 0, max: 1, about: 'unclean.leader.election.enable' },
  leaderMoves: {
    default: 0,
    min: 0,
    max: 1,
    about: '1: leadership may move to another ISR member, as to a preferred replica',
  },
  timeouts: { default: 0, min: 0, max: 1, about: '1: a produce request that waits may time out' },
  consumer: { default: 0, min: 0, max: 1, about: '1: a consumer reads below the high watermark' },
  cleanCrashes: { default: 1, min: 0, max: 3, about: 'crashes that lose nothing (faults)' },
  lossyCrashes: {
    default: 0,
    min: 0,
    max: 3,
    about: 'crashes that lose an unflushed tail (faults)',
  },
} as const satisfies ConstantRanges;

export type DurabilityConstants = Constants<typeof DURABILITY_CONSTANTS>;

export type Broker = Identity<'broker'>;

export function durabilitySchema(constants: DurabilityConstants) {
  const { brokers, maxRecords, maxLeaderEpoch, cleanCrashes, lossyCrashes } = constants;
  const broker = identity('broker', brokers);
  const recordId = int(0, maxRecords - 1);
  return record({
    partition: record({
      leader: optional(broker),
      leaderEpoch: int(0, maxLeaderEpoch),
      isr: setOf(broker),
    }),
    brokers: mapOf(
      broker,
      record({
        up: bool(),
        /**
         * Up to where the leader knows it to have fetched; none unless it has become a follower in this leader
         * epoch, which truncates before it fetches. A crash does not change it: what is lost the leader still counts.
         */
        fetched: optional(int(0, maxRecords)),
        log: logSchema(maxRecords, maxRecords, maxLeaderEpoch),
        highWatermark: int(0, maxRecords),
      }),
    ),
    nextRecordId: int(0, maxRecords),
    /** Records whose producer was told that they are safe. */
    acknowledged: setOf(recordId),
    /** Records whose producer got an error, a timeout or a broken connection. */
    failed: setOf(recordId),
    /** The highest high watermark that a leader has had: what is below may have been read. */
    trueHighWatermark: int(0, maxRecords),
    /** What the consumer has read, in order. */
    consumed: list(recordId, maxRecords),
    faults: record({ cleanCrashes: int(0, cleanCrashes), lossyCrashes: int(0, lossyCrashes) }),
  });
}

export type DurabilitySchema = ReturnType<typeof durabilitySchema>;
export type DurabilityState = Value<DurabilitySchema>;
export type DurabilityDraft = Draft<DurabilitySchema>;

/** Everyone is up, in the ISR and follows; one initial state for each broker that may lead first. */
export function initialStates(schema: DurabilitySchema): DurabilityState[] {
  const broker = brokerType(schema);
  return individuals(broker).map((leader) => ({
    partition: { leader, leaderEpoch: 0, isr: fullSet(broker) },
    brokers: mapOver(broker, (own) => ({
      up: true,
      fetched: own === leader ? null : 0,
      log: [],
      highWatermark: 0,
    })),
    nextRecordId: 0,
    acknowledged: emptySet<number>(),
    failed: emptySet<number>(),
    trueHighWatermark: 0,
    consumed: [],
    faults: { cleanCrashes: 0, lossyCrashes: 0 },
  }));
}

export function brokerType(schema: DurabilitySchema) {
  return schema.fields.brokers.key;
}

/** The leader, if there is one and it is up. */
export function liveLeader({ partition, brokers }: DurabilityState): Broker | null {
  const { leader } = partition;
  return leader !== null && brokers.at(leader).up ? leader : null;
}

export function isLiveLeader(state: DurabilityState, broker: Broker): boolean {
  const { leader } = state.partition;
  return leader !== null && leader === broker && state.brokers.at(broker).up;
}
