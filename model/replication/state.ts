/**
 * The state of one replicated partition, after hachikuji/kafka-specification's KafkaReplication: the
 * quorum's (ZooKeeper's) idea of it, each replica's own, and the LeaderAndIsr requests sent so far.
 */
import {
  type ConstantRanges,
  type Constants,
  type Draft,
  fullSet,
  type Identity,
  identity,
  int,
  list,
  mapOf,
  mapOver,
  optional,
  record,
  type SetOf,
  setOf,
  type Value,
} from '../../checker/index.ts';
import { logSchema } from '../log.ts';

export const REPLICATION_CONSTANTS = {
  replicas: { default: 3, min: 1, max: 5, about: 'replicas of the partition' },
  logSize: { default: 2, min: 1, max: 6, about: 'records that a log can hold' },
  maxRecords: { default: 2, min: 1, max: 6, about: 'records that producers send in all' },
  maxLeaderEpoch: {
    default: 2,
    min: 0,
    max: 6,
    about: 'the highest leader epoch, which begin at 0',
  },
} as const satisfies ConstantRanges;

export type ReplicationConstants = Constants<typeof REPLICATION_CONSTANTS>;

export type Replica = Identity<'replica'>;

/** No epoch yet: below every real one. */
export const NO_EPOCH = -1;

export function replicationSchema({
  replicas,
  logSize,
  maxRecords,
  maxLeaderEpoch,
}: ReplicationConstants) {
  const replica = identity('replica', replicas, 'b');
  const leaderEpoch = int(NO_EPOCH, maxLeaderEpoch);
  return record({
    /** What ZooKeeper holds; every reader sees a change at once. */
    quorum: record({ leader: optional(replica), leaderEpoch, isr: setOf(replica) }),
    /**
     * The LeaderAndIsr request of each leader epoch so far. None is ever consumed: a replica may see
     * any of them late, twice, out of order or never.
     */
    requests: list(record({ leader: optional(replica), isr: setOf(replica) }), maxLeaderEpoch + 1),
    nextRecordId: int(0, maxRecords),
    replicas: mapOf(
      replica,
      record({
        log: logSchema(logSize, maxRecords, maxLeaderEpoch),
        highWatermark: int(0, logSize),
        leader: optional(replica),
        leaderEpoch,
        isr: setOf(replica),
      }),
    ),
  });
}

export type ReplicationSchema = ReturnType<typeof replicationSchema>;
export type ReplicationState = Value<ReplicationSchema>;
export type ReplicationDraft = Draft<ReplicationSchema>;

/** Everyone is in the ISR, nobody leads, every log is empty. */
export function initialState(schema: ReplicationSchema): ReplicationState {
  const replica = replicaType(schema);
  const nobody: SetOf<Replica> = 0 as SetOf<Replica>;
  return {
    quorum: { leader: null, leaderEpoch: NO_EPOCH, isr: fullSet(replica) },
    requests: [],
    nextRecordId: 0,
    replicas: mapOver(replica, () => ({
      log: [],
      highWatermark: 0,
      leader: null,
      leaderEpoch: NO_EPOCH,
      isr: nobody,
    })),
  };
}

/** The identity type of the model's replicas. */
export function replicaType(schema: ReplicationSchema) {
  return schema.fields.replicas.key;
}

/** The domain of leader epochs that a request can carry. */
export function epochType(schema: ReplicationSchema) {
  return int(0, schema.fields.requests.capacity - 1);
}
