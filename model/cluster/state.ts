/**
 * One replicated partition in a ZooKeeper-era cluster: what ZooKeeper holds, what the controller knows,
 * and each broker with its log, its role and the requests that are on their way to it.
 *
 * Left out, because the family `controller-election` is about it: which broker is the controller, and
 * what a deposed one can still do. Here a controller acts on what it has noticed, and when it dies the
 * next one takes over at once; of the dead one a request to each broker may still be on its way. Left
 * out, because it follows from what is there: the version of the partition's znode. Only the controller
 * and the leader write it, the controller raises the leader epoch with every write, and so a leader's
 * conditional write succeeds exactly while its leader epoch is the current one.
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
  int,
  list,
  mapOf,
  mapOver,
  members,
  optional,
  record,
  setOf,
  singleton,
  toText,
  type Value,
} from '../../checker/index.ts';
import { logSchema } from '../log.ts';

export const CLUSTER_CONSTANTS = {
  brokers: { default: 3, min: 2, max: 4, about: 'replicas of the partition' },
  maxRecords: { default: 2, min: 1, max: 4, about: 'records that the producer sends' },
  maxLeaderEpoch: {
    default: 2,
    min: 0,
    max: 6,
    about: 'the highest leader epoch; the first leader has epoch 0',
  },
  leaderMoves: {
    default: 1,
    min: 0,
    max: 6,
    about: 'preferred leader elections that an operator asks for',
  },
  sessionExpiries: {
    default: 0,
    min: 0,
    max: 3,
    about: 'sessions that expire while the broker runs on (faults)',
  },
  controllerFailovers: {
    default: 0,
    min: 0,
    max: 3,
    about: 'controllers that die, with the requests that they have not sent yet (faults)',
  },
  lateRequests: {
    default: 0,
    min: 0,
    max: 2,
    about: 'LeaderAndIsr requests of dead controllers that may arrive late, to each broker',
  },
  cleanCrashes: { default: 0, min: 0, max: 3, about: 'crashes that lose nothing (faults)' },
  lossyCrashes: {
    default: 0,
    min: 0,
    max: 3,
    about: 'crashes that lose records that were not flushed (faults)',
  },
  epochLosses: {
    default: 0,
    min: 0,
    max: 3,
    about: 'crashes that lose the file of the epoch cache, if it was not flushed (faults)',
  },
} as const satisfies ConstantRanges;

export type ClusterConstants = Constants<typeof CLUSTER_CONSTANTS>;

export type Broker = Identity<'broker'>;

/** Below every leader epoch: a broker that has heard nothing since it started. */
export const NO_EPOCH = -1;

/** Where a follower's log ends, before a leader has heard from it. */
export const UNKNOWN = -1;

export function clusterSchema(constants: ClusterConstants) {
  const { brokers, maxRecords, maxLeaderEpoch } = constants;
  const broker = identity('broker', brokers);
  const leaderEpoch = int(0, maxLeaderEpoch);
  const leaderAndIsr = { leader: optional(broker), leaderEpoch, isr: setOf(broker) };
  const request = record(leaderAndIsr, ({ leader, leaderEpoch: epoch, isr }) => {
    const names = members(isr).map((member) => toText(broker, member));
    return `e${epoch}: ${toText(leaderAndIsr.leader, leader)} {${names.join(', ')}}`;
  });
  return record({
    zookeeper: record({ partition: record(leaderAndIsr), registered: setOf(broker) }),
    /** The brokers that the controller takes to be live. */
    controller: record({ live: setOf(broker) }),
    brokers: mapOf(
      broker,
      record({
        up: bool(),
        /** LeaderAndIsr requests that the controller has queued for it and not sent yet, oldest first. */
        unsent: list(request, maxLeaderEpoch + 1),
        /** Those that a controller had sent when it died, and that have yet to arrive: the oldest controller's first. */
        late: list(request, constants.lateRequests),
        /** Whom it follows; itself if it leads. */
        leader: optional(broker),
        leaderEpoch: int(NO_EPOCH, maxLeaderEpoch),
        /** A new follower truncates its log before it fetches. */
        truncating: bool(),
        /** A leader's own idea of the ISR, and of where its followers' logs end. */
        isr: setOf(broker),
        ends: mapOf(broker, int(UNKNOWN, maxRecords)),
        /** Offsets of fetches that it has read for, and not taken note of yet. */
        unrecorded: mapOf(broker, optional(int(0, maxRecords))),
        log: logSchema(maxRecords, maxRecords, maxLeaderEpoch),
        highWatermark: int(0, maxRecords),
        /** The leader epoch cache, what it has lost the beginning of, and whether its file is behind. */
        epochs: setOf(leaderEpoch),
        epochsFrom: int(0, maxRecords),
        epochsUnflushed: bool(),
      }),
    ),
    nextRecordId: int(0, maxRecords),
    /**
     * For the properties only: what was below a leader's high watermark at some time, in the order of
     * offsets. With acks=all that is acknowledged, and consumers have read it.
     */
    committed: list(int(0, maxRecords - 1), maxRecords),
    /** What has happened, of what is bounded. */
    spent: record({
      leaderMoves: int(0, constants.leaderMoves),
      sessionExpiries: int(0, constants.sessionExpiries),
      controllerFailovers: int(0, constants.controllerFailovers),
      cleanCrashes: int(0, constants.cleanCrashes),
      lossyCrashes: int(0, constants.lossyCrashes),
      epochLosses: int(0, constants.epochLosses),
    }),
  });
}

export type ClusterSchema = ReturnType<typeof clusterSchema>;
export type ClusterState = Value<ClusterSchema>;
export type ClusterDraft = Draft<ClusterSchema>;
export type BrokerState = ReturnType<ClusterState['brokers']['at']>;
export type BrokerDraft = ReturnType<ClusterDraft['brokers']['at']>;

export function brokerType(schema: ClusterSchema) {
  return schema.fields.brokers.key;
}

/** The first broker leads, everybody follows it and is in the ISR, every log is empty. */
export function initialState(schema: ClusterSchema, cacheOnBecomeLeader: boolean): ClusterState {
  const broker = brokerType(schema);
  const everyone = fullSet(broker);
  const leader = 0 as Broker;
  return {
    zookeeper: { partition: { leader, leaderEpoch: 0, isr: everyone }, registered: everyone },
    controller: { live: everyone },
    brokers: mapOver(broker, (own) => ({
      up: true,
      unsent: [],
      late: [],
      leader,
      leaderEpoch: 0,
      truncating: false,
      isr: own === leader ? everyone : emptySet<Broker>(),
      ends: mapOver(broker, () => UNKNOWN),
      unrecorded: mapOver(broker, () => null),
      log: [],
      highWatermark: 0,
      epochs: own === leader && cacheOnBecomeLeader ? singleton(0) : emptySet<number>(),
      epochsFrom: 0,
      epochsUnflushed: false,
    })),
    nextRecordId: 0,
    committed: [],
    spent: {
      leaderMoves: 0,
      sessionExpiries: 0,
      controllerFailovers: 0,
      cleanCrashes: 0,
      lossyCrashes: 0,
      epochLosses: 0,
    },
  };
}

/** Whether a broker is up and believes that it leads. */
export function leadsByOwnAccount({ brokers }: ClusterState, broker: Broker): boolean {
  const { up, leader } = brokers.at(broker);
  return up && leader !== null && leader === broker;
}

/** Whether a broker believes that it leads, and ZooKeeper has it as leader in that epoch. */
export function isTrueLeader(state: ClusterState, broker: Broker): boolean {
  const { leader, leaderEpoch } = state.zookeeper.partition;
  return (
    leader !== null &&
    leader === broker &&
    leadsByOwnAccount(state, broker) &&
    state.brokers.at(broker).leaderEpoch === leaderEpoch
  );
}
