/**
 * One partition of a KRaft cluster: its controller, which registers brokers and decides on leader, ISR and
 * eligible leader replicas; the metadata log that brokers replay; and AlterPartition, by which the
 * leader asks for another ISR. The quorum of controllers is taken for one that does not fail: it is the family
 * kraft-quorum. See docs/protocol.md for what else is left out.
 */
import {
  bool,
  type Draft,
  emptySet,
  fullSet,
  type Identity,
  type IdentitySchema,
  identity,
  individuals,
  int,
  list,
  mapOf,
  mapOver,
  oneOf,
  optional,
  record,
  type SetOf,
  setOf,
  toText,
  type Value,
} from '../../checker/index.ts';
import { logSchema } from '../log.ts';
import type { KRaftPartitionConstants } from './constants.ts';

export type Broker = Identity<'broker'>;

type Kinds = ReturnType<typeof kinds>;

function kinds({ brokers, maxRecords, ...constants }: KRaftPartitionConstants) {
  const broker = identity('broker', brokers);
  const { maxLeaderEpoch, maxPartitionEpoch, shutdowns, kills, powerFailures } = constants;
  return {
    broker,
    leaderEpoch: int(0, maxLeaderEpoch),
    partitionEpoch: int(0, maxPartitionEpoch),
    isr: setOf(broker),
    /** Stands for the broker epoch: which process of a broker it is. */
    incarnation: int(0, shutdowns + kills + powerFailures),
    offset: int(0, maxRecords),
    log: logSchema(maxRecords, maxRecords, maxLeaderEpoch),
  };
}

/** What a leader keeps beside its log. */
function leadershipSchema({ broker, isr, incarnation, offset }: Kinds) {
  const follower = record(
    {
      end: offset,
      incarnation,
      /** Only where a caught-up follower is waited for: whether it is one, and the leader's end at its last fetch. */
      isCaughtUp: bool(),
      leaderEnd: offset,
    },
    ({ end, incarnation, isCaughtUp, leaderEnd }) =>
      `end ${end}${leaderEnd === 0 ? '' : ` of ${leaderEnd}`}` +
      `${incarnation === 0 ? '' : `, of incarnation ${incarnation}`}${isCaughtUp ? ', caught up' : ''}`,
  );
  return record({
    /** As far as it knows. */
    isr,
    /** Its log end offset when its epoch began, ... */
    epochStart: offset,
    /** ... and when it began to lead, which may be epochs before. */
    answersFrom: offset,
    /** Up to where each follower has fetched, and which process of it did. */
    followers: mapOf(broker, optional(follower)),
    /** Whom it is about to take into the ISR, between two looks at it. */
    joining: optional(broker),
    /** The ISR that it has asked for, while that may have been accepted; empty if there is none. */
    pending: isr,
  });
}

/** An AlterPartition request; `incarnation` is of the broker that is to join, if one is. */
function requestSchema({ leaderEpoch, partitionEpoch, isr, incarnation }: Kinds) {
  return record({ isr, leaderEpoch, partitionEpoch, incarnation }, (request) => {
    const of = request.incarnation === 0 ? '' : `, incarnation ${request.incarnation}`;
    return `(ISR ${toText(isr, request.isr)}, leaderEpoch ${request.leaderEpoch}, partitionEpoch ${request.partitionEpoch}${of})`;
  });
}

/** A PartitionChangeRecord, as what is so after it. */
function changeSchema({ broker, leaderEpoch, partitionEpoch, isr }: Kinds) {
  const leader = optional(broker);
  return record({ leader, isr, leaderEpoch, partitionEpoch }, (change) => {
    const epochs = `leaderEpoch ${change.leaderEpoch}, partitionEpoch ${change.partitionEpoch}`;
    return `(leader ${toText(leader, change.leader)}, ISR ${toText(isr, change.isr)}, ${epochs})`;
  });
}

/** One broker, and the partition as it takes it to be. */
function brokerSchema(own: Kinds) {
  const { broker, leaderEpoch, partitionEpoch, log, offset } = own;
  return record({
    process: oneOf('running', 'shut-down', 'crashed'),
    log,
    /** 0 also after a restart, where Kafka has a checkpoint of some time before. */
    highWatermark: offset,
    /** The partition epoch of the last change that it has replayed. */
    replayed: partitionEpoch,
    leader: optional(broker),
    leaderEpoch,
    /** A leader may have heard of a change in an answer before it replays it. */
    partitionEpoch,
    leading: optional(leadershipSchema(own)),
    /** On its way, or to be sent again; also of a leader that leads no more. */
    request: optional(requestSchema(own)),
  });
}

export function kraftPartitionSchema(constants: KRaftPartitionConstants) {
  const { maxRecords, shutdowns, kills, powerFailures } = constants;
  const own = kinds(constants);
  const { broker, leaderEpoch, partitionEpoch, isr, incarnation, log, offset } = own;
  return record({
    /** PartitionRegistration, as the controller has it. */
    partition: record({
      leader: optional(broker),
      leaderEpoch,
      partitionEpoch,
      isr,
      /** Eligible leader replicas (KIP-966). */
      elr: setOf(broker),
      /** Who led when the ISR became empty; Kafka keeps it as the only "last known" ELR. */
      lastKnownLeader: optional(broker),
    }),
    registrations: mapOf(
      broker,
      record({
        incarnation,
        status: oneOf('active', 'fenced', 'shutting-down'),
      }),
    ),
    /** Changes of the partition, in order, that some running broker has yet to replay. */
    metadata: list(changeSchema(own), constants.maxPartitionEpoch),
    brokers: mapOf(broker, brokerSchema(own)),
    /** A fetch that the leader has checked, and not taken note of. */
    heldUp: optional(
      record({ leader: broker, leaderEpoch, follower: broker, end: offset, incarnation }),
    ),
    /** A copy of a request whose connection has broken, which may arrive after all. */
    copy: optional(requestSchema(own)),
    nextRecordId: offset,
    heldUpFetches: int(0, constants.heldUpFetches),
    leaderMoves: int(0, constants.leaderMoves),
    shutdowns: int(0, shutdowns),
    /** For the properties only: what was below a leader's high watermark at some time, by offset, ... */
    committed: log,
    /** ... and whose producer was told so, with acks=all. */
    acknowledged: setOf(int(0, maxRecords - 1)),
    faults: record({
      kills: int(0, kills),
      powerFailures: int(0, powerFailures),
      fencings: int(0, constants.fencings),
      resends: int(0, constants.resends),
    }),
  });
}

export type KRaftPartitionSchema = ReturnType<typeof kraftPartitionSchema>;
export type KRaftPartitionState = Value<KRaftPartitionSchema>;
export type KRaftPartitionDraft = Draft<KRaftPartitionSchema>;
export type Partition = KRaftPartitionState['partition'];
export type BrokerState = ReturnType<KRaftPartitionState['brokers']['at']>;
export type Leadership = NonNullable<BrokerState['leading']>;
export type BrokerDraft = ReturnType<KRaftPartitionDraft['brokers']['at']>;

export const NOBODY = emptySet<Broker>();

export function brokerType(schema: KRaftPartitionSchema) {
  return schema.fields.brokers.key;
}

/** All brokers. An array of its own at each call: not for guards and effects. */
export function brokersOf(schema: KRaftPartitionSchema): readonly Broker[] {
  return individuals(brokerType(schema));
}

/** Everyone is registered, active and in the ISR; one initial state for each broker that may lead first. */
export function initialStates(schema: KRaftPartitionSchema): KRaftPartitionState[] {
  const broker = brokerType(schema);
  const everyone = fullSet(broker);
  return brokersOf(schema).map((leader) => ({
    partition: {
      leader,
      leaderEpoch: 0,
      partitionEpoch: 0,
      isr: everyone,
      elr: NOBODY,
      lastKnownLeader: null,
    },
    registrations: mapOver(broker, () => ({ incarnation: 0, status: 'active' })),
    metadata: [],
    brokers: mapOver(broker, (own) => ({
      process: 'running',
      log: [],
      highWatermark: 0,
      replayed: 0,
      leader,
      leaderEpoch: 0,
      partitionEpoch: 0,
      leading: own === leader ? newLeadership(broker, everyone, 0) : null,
      request: null,
    })),
    heldUp: null,
    copy: null,
    nextRecordId: 0,
    heldUpFetches: 0,
    leaderMoves: 0,
    shutdowns: 0,
    committed: [],
    acknowledged: emptySet<number>(),
    faults: { kills: 0, powerFailures: 0, fencings: 0, resends: 0 },
  }));
}

/** Who begins to lead knows nothing of its followers. */
export function newLeadership(
  broker: IdentitySchema<'broker'>,
  isr: SetOf<Broker>,
  endOffset: number,
): Leadership {
  return {
    isr,
    epochStart: endOffset,
    answersFrom: endOffset,
    followers: mapOver(broker, () => null),
    joining: null,
    pending: NOBODY,
  };
}

/** Whether a broker leads, by its own account. */
export function leads({ brokers }: KRaftPartitionState, broker: Broker): boolean {
  return brokers.at(broker).leading !== null;
}

/** Whether a leader is in the middle of taking a follower into the ISR (Partition.leaderIsrUpdateLock). */
export function holdsLock({ brokers }: KRaftPartitionState, broker: Broker): boolean {
  const { leading } = brokers.at(broker);
  return leading !== null && leading.joining !== null;
}

/** Whether it leads, by its own account, in the leader epoch of today. */
export function isTrueLeader(state: KRaftPartitionState, broker: Broker): boolean {
  return (
    leads(state, broker) && state.brokers.at(broker).leaderEpoch === state.partition.leaderEpoch
  );
}
