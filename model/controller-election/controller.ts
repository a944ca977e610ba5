/** What an acting controller does: change partition state, command brokers, notice that it was replaced. */
import { type Action, actionsOn, put } from '../../checker/index.ts';
import type { ControllerElectionRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type ControllerElectionSchema,
  type ControllerElectionState,
  isReadyAt,
  ownsController,
} from './state.ts';

export function controllerActions(
  schema: ControllerElectionSchema,
  rules: ControllerElectionRules,
): Action[] {
  return [
    readPartition(schema),
    writePartition(schema, rules),
    sendCommand(schema),
    receiveCommand(schema, rules),
    noticeReplaced(schema),
  ];
}

/** Every change starts by reading the state anew; one written by a later controller is left alone. */
function readPartition(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('ReadPartitionState', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is active, its session live': isReadyAt('active'),
      'no later controller has written it': ({ brokers, zookeeper }, { broker }) =>
        zookeeper.partition.controllerEpoch <= brokers.at(broker).epoch,
    },
    effect({ brokers, zookeeper }, { broker }) {
      const own = brokers.at(broker);
      own.stage = 'partition-read';
      own.partitionVersion = zookeeper.partition.version;
    },
  });
}

/** Conditional on the partition's version and, since KAFKA-6082, on that of `/controller_epoch`. */
function writePartition(schema: ControllerElectionSchema, rules: ControllerElectionRules): Action {
  const { max } = schema.fields.zookeeper.fields.partition.fields.version;
  return actionsOn(schema)('WritePartitionState', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker has read the state, its session is live': isReadyAt('partition-read'),
      'a version is left, or nothing will be written': (state, { broker }) =>
        state.zookeeper.partition.version < max || !mayWrite(rules, state, broker),
    },
    effect(draft, { broker }) {
      const own = draft.brokers.at(broker);
      const { partition } = draft.zookeeper;
      if (mayWrite(rules, draft, broker)) {
        partition.version += 1;
        partition.controllerEpoch = own.epoch;
      }
      // ControllerMovedException: resign. BADVERSION: read it again.
      own.stage = isMoved(rules, draft, broker) ? 'idle' : 'active';
    },
  });
}

function mayWrite(
  rules: ControllerElectionRules,
  state: ControllerElectionState,
  broker: Broker,
): boolean {
  const { version } = state.zookeeper.partition;
  return version === state.brokers.at(broker).partitionVersion && !isMoved(rules, state, broker);
}

/** What the check of `/controller_epoch` in a write finds out. */
function isMoved(
  { controllerWriteFence }: ControllerElectionRules,
  { brokers, zookeeper }: ControllerElectionState,
  broker: Broker,
): boolean {
  return (
    controllerWriteFence === 'epoch-check' &&
    zookeeper.epochVersion !== brokers.at(broker).epochVersion
  );
}

/** One request at a time is in flight to a broker; losing one is a command that never arrives. */
function sendCommand(schema: ControllerElectionSchema): Action {
  const broker = brokerType(schema);
  const { max } = schema.fields.commands;
  return actionsOn(schema)('SendCommand', {
    parameters: { controller: broker, receiver: broker },
    actor: 'controller',
    when: {
      'a command is left': ({ commands }) => commands < max,
      'the sender is active': ({ brokers }, { controller }) =>
        brokers.at(controller).stage === 'active',
      'nothing is in flight between them': ({ brokers }, { controller, receiver }) =>
        brokers.at(controller).inFlight.at(receiver) === null,
    },
    effect(draft, { controller, receiver }) {
      const own = draft.brokers.at(controller);
      put(own.inFlight, receiver, own.epoch);
      draft.commands += 1;
    },
  });
}

/** LeaderAndIsr, UpdateMetadata and StopReplica alike: STALE_CONTROLLER_EPOCH below the highest seen. */
function receiveCommand(schema: ControllerElectionSchema, rules: ControllerElectionRules): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('ReceiveCommand', {
    parameters: { controller: broker, receiver: broker },
    actor: 'receiver',
    when: {
      'a command is in flight': ({ brokers }, { controller, receiver }) =>
        brokers.at(controller).inFlight.at(receiver) !== null,
    },
    effect({ brokers }, { controller, receiver }) {
      const { inFlight } = brokers.at(controller);
      const epoch = inFlight.at(receiver) ?? 0;
      const own = brokers.at(receiver);
      put(inFlight, receiver, null);
      if (epoch >= own.knownEpoch || !rules.brokerControllerEpochCheck) own.knownEpoch = epoch;
    },
  });
}

/** The watch on `/controller` fires at some later time, and is handled between two events. */
function noticeReplaced(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('NoticeReplaced', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is active, its session live': isReadyAt('active'),
      '/controller is not its own': (state, { broker }) => !ownsController(state, broker),
    },
    effect({ brokers }, { broker }) {
      brokers.at(broker).stage = 'idle';
    },
  });
}
