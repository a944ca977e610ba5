/**
 * Who is controller, by ZooKeeper's account and by each broker's own. One partition stands for all whose
 * state a controller writes; commands to brokers carry nothing but the controller epoch.
 *
 * Left out: what the partition state says; what a controller writes besides it (topics, reassignments);
 * restarts of brokers, which forget the highest controller epoch they have seen; and watches, which are
 * replaced by noticing a change at any later time.
 */
import {
  type ConstantRanges,
  type Constants,
  type Draft,
  type Identity,
  identity,
  int,
  mapOf,
  mapOver,
  oneOf,
  optional,
  record,
  type Value,
} from '../../checker/index.ts';

export const CONTROLLER_ELECTION_CONSTANTS = {
  brokers: { default: 2, min: 2, max: 4, about: 'brokers, each of which may become controller' },
  maxControllerEpoch: { default: 4, min: 1, max: 6, about: 'the highest controller epoch' },
  newCluster: {
    default: 0,
    min: 0,
    max: 1,
    about: '1: there is no /controller_epoch yet; 0: it is 1, of a controller that is gone',
  },
  maxWrites: { default: 2, min: 0, max: 6, about: 'writes of partition state' },
  maxCommands: { default: 2, min: 0, max: 6, about: 'commands that controllers send to brokers' },
  sessionExpiries: { default: 2, min: 0, max: 4, about: 'ZooKeeper sessions that expire (faults)' },
  znodeDeletions: {
    default: 1,
    min: 0,
    max: 3,
    about: 'times that an operator deletes /controller to force an election (faults)',
  },
  failures: {
    default: 0,
    min: 0,
    max: 3,
    about: 'controllers that fail at work, such as while they take over (faults)',
  },
} as const satisfies ConstantRanges;

export type ControllerElectionConstants = Constants<typeof CONTROLLER_ELECTION_CONSTANTS>;

export type Broker = Identity<'broker'>;

/**
 * Where a broker's controller thread stands. Everything but `idle` and `active` is in the middle of one
 * event, which the thread finishes before it notices anything else.
 */
export const STAGES = [
  'idle',
  /** Has created `/controller`, has yet to raise the epoch. */
  'registered',
  /** Has read the epoch that it will raise. */
  'epoch-read',
  'active',
  /** Active, and has read the partition state that it will replace. */
  'partition-read',
  /** Could not become controller, or failed at it; has yet to give up `/controller`. */
  'failed',
  /** Failed, and has seen that `/controller` is its own; has yet to delete it (from 2.1). */
  'owner',
] as const;

export function controllerElectionSchema(constants: ControllerElectionConstants) {
  const broker = identity('broker', constants.brokers);
  const epoch = int(0, constants.maxControllerEpoch);
  const version = int(0, constants.maxWrites);
  return record({
    zookeeper: record({
      /** Whose ephemeral `/controller` it is. */
      controller: optional(broker),
      /** `/controller_epoch`; 0 while there is none. */
      controllerEpoch: epoch,
      /** Its znode's version: each write adds one. As Kafka does, 0 also where there is no znode. */
      epochVersion: epoch,
      /** The version of the partition's state, and the epoch of the controller that wrote it. */
      partition: record({ version, controllerEpoch: epoch }),
    }),
    brokers: mapOf(
      broker,
      record({
        session: oneOf('live', 'expired'),
        stage: oneOf(...STAGES),
        /** The controller epoch that it acts under, or has read; and the version that it has. */
        epoch,
        epochVersion: epoch,
        partitionVersion: version,
        /** The highest controller epoch that it has accepted a command from. */
        knownEpoch: epoch,
        /** By receiver: the epoch of the one command in flight to it. */
        inFlight: mapOf(broker, optional(epoch)),
      }),
    ),
    commands: int(0, constants.maxCommands),
    faults: record({
      sessionExpiries: int(0, constants.sessionExpiries),
      znodeDeletions: int(0, constants.znodeDeletions),
      failures: int(0, constants.failures),
    }),
  });
}

export type ControllerElectionSchema = ReturnType<typeof controllerElectionSchema>;
export type ControllerElectionState = Value<ControllerElectionSchema>;
export type ControllerElectionDraft = Draft<ControllerElectionSchema>;

/** Nobody is controller, every session is live, nothing was spent. */
export function initialState(
  schema: ControllerElectionSchema,
  { newCluster }: ControllerElectionConstants,
): ControllerElectionState {
  const broker = brokerType(schema);
  const epoch = newCluster === 1 ? 0 : 1;
  return {
    zookeeper: {
      controller: null,
      controllerEpoch: epoch,
      epochVersion: 0,
      partition: { version: 0, controllerEpoch: epoch },
    },
    brokers: mapOver(broker, () => ({
      session: 'live',
      stage: 'idle',
      epoch: 0,
      epochVersion: 0,
      partitionVersion: 0,
      knownEpoch: epoch,
      inFlight: mapOver(broker, () => null),
    })),
    commands: 0,
    faults: { sessionExpiries: 0, znodeDeletions: 0, failures: 0 },
  };
}

export function brokerType(schema: ControllerElectionSchema) {
  return schema.fields.brokers.key;
}

/** The condition that a broker's thread stands at a stage and can reach ZooKeeper. */
export function isReadyAt(stage: (typeof STAGES)[number]) {
  return (
    { brokers }: ControllerElectionState,
    { broker }: { readonly broker: Broker },
  ): boolean => {
    const own = brokers.at(broker);
    return own.stage === stage && own.session === 'live';
  };
}

/** The condition that a broker's session has expired. */
export const hasExpired = (
  { brokers }: ControllerElectionState,
  { broker }: { readonly broker: Broker },
): boolean => brokers.at(broker).session === 'expired';

/** Whether a broker acts as controller, whatever ZooKeeper says. */
export function isActing(state: ControllerElectionState, broker: Broker): boolean {
  const { stage } = state.brokers.at(broker);
  return stage === 'active' || stage === 'partition-read';
}

/** Whether `/controller` exists and is this broker's. */
export function ownsController({ zookeeper }: ControllerElectionState, broker: Broker): boolean {
  return zookeeper.controller !== null && zookeeper.controller === broker;
}
