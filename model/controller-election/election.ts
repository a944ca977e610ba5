/** Becoming controller, and failing to. */
import { type Action, actionsOn } from '../../checker/index.ts';
import type { ControllerElectionRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type ControllerElectionDraft,
  type ControllerElectionSchema,
  type ControllerElectionState,
  isReadyAt,
  ownsController,
} from './state.ts';

export function electionActions(
  schema: ControllerElectionSchema,
  rules: ControllerElectionRules,
): Action[] {
  const steps =
    rules.controllerElection === 'atomic'
      ? [readEpoch(schema, 'idle'), registerAndRaiseEpoch(schema)]
      : [register(schema), readEpoch(schema, 'registered'), raiseEpoch(schema, rules)];
  return [...steps, ...giveUp(schema, rules)];
}

/** KafkaController.elect until 2.0: create `/controller`, unless there is one. */
function register(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('CreateController', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'there is no /controller': ({ zookeeper }) => zookeeper.controller === null,
      'the broker is idle, its session live': isReadyAt('idle'),
    },
    effect({ zookeeper, brokers }, { broker }) {
      zookeeper.controller = broker;
      brokers.at(broker).stage = 'registered';
    },
  });
}

/** KafkaController.readControllerEpochFromZookeeper; since 2.1 the first step of an election. */
function readEpoch(schema: ControllerElectionSchema, from: 'idle' | 'registered'): Action {
  return actionsOn(schema)('ReadControllerEpoch', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      // Since 2.1 elect() looks first, and starts no election while there is a controller.
      'there is no /controller':
        from === 'idle' && (({ zookeeper }) => zookeeper.controller === null),
      'the broker is about to, its session live': isReadyAt(from),
    },
    effect({ zookeeper, brokers }, { broker }) {
      const own = brokers.at(broker);
      own.epoch = zookeeper.controllerEpoch;
      own.epochVersion = zookeeper.epochVersion;
      own.stage = 'epoch-read';
    },
  });
}

/**
 * KafkaController.incrementControllerEpoch until 2.0: a write conditional on the version read. Where there
 * is no znode yet it creates one, with version 0; and 0 is also the version of a broker that has read that
 * there is none. So in a new cluster a second broker can "raise" the epoch to what it is already.
 */
function raiseEpoch(schema: ControllerElectionSchema, rules: ControllerElectionRules): Action {
  const { max } = schema.fields.zookeeper.fields.controllerEpoch;
  return actionsOn(schema)('IncrementControllerEpoch', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker has read the epoch, its session is live': isReadyAt('epoch-read'),
      'an epoch is left, or it changed since': (state, { broker }) =>
        state.zookeeper.controllerEpoch < max || !isUnchangedSince(state, broker),
    },
    effect(draft, { broker }) {
      const own = draft.brokers.at(broker);
      const won = isUnchangedSince(draft, broker);
      if (won) takeNextEpoch(draft, own, draft.zookeeper.controllerEpoch > 0);
      own.stage = won || rules.controllerElection === 'two-step-swallow' ? 'active' : 'failed';
    },
  });
}

/** KafkaZkClient.registerControllerAndIncrementControllerEpoch (KAFKA-6082): both or neither. */
function registerAndRaiseEpoch(schema: ControllerElectionSchema): Action {
  const { max } = schema.fields.zookeeper.fields.controllerEpoch;
  return actionsOn(schema)('RegisterControllerAndIncrementEpoch', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker has read the epoch, its session is live': isReadyAt('epoch-read'),
      'an epoch is left, or it changed since': (state, { broker }) =>
        state.zookeeper.controllerEpoch < max || !isUnchangedSince(state, broker),
    },
    effect(draft, { broker }) {
      const { zookeeper } = draft;
      const own = draft.brokers.at(broker);
      const won = zookeeper.controller === null && isUnchangedSince(draft, broker);
      if (won) {
        // The znode is created, as epoch 0, before the first election: maybeCreateControllerEpochZNode.
        takeNextEpoch(draft, own, true);
        zookeeper.controller = broker;
      }
      own.stage = won ? 'active' : 'idle';
    },
  });
}

/** Whether the version of `/controller_epoch` is still the one that the broker has. */
function isUnchangedSince(
  { brokers, zookeeper }: ControllerElectionState,
  broker: Broker,
): boolean {
  return zookeeper.epochVersion === brokers.at(broker).epochVersion;
}

function takeNextEpoch(
  { zookeeper }: ControllerElectionDraft,
  own: { epoch: number; epochVersion: number },
  exists: boolean,
): void {
  own.epoch += 1;
  own.epochVersion = exists ? own.epochVersion + 1 : 0;
  zookeeper.controllerEpoch = own.epoch;
  zookeeper.epochVersion = own.epochVersion;
}

/** KafkaController.triggerControllerMove, after an election that failed, or a failure at work. */
function giveUp(schema: ControllerElectionSchema, rules: ControllerElectionRules): Action[] {
  return rules.controllerZnodeDelete === 'unconditional'
    ? [deleteController(schema, 'failed', rules)]
    : [seeWhose(schema), deleteController(schema, 'owner', rules)];
}

/** From 2.1 on it looks first whose `/controller` it is; by the time of the delete that may have changed. */
function seeWhose(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('ReadController', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker failed, its session is live': isReadyAt('failed'),
    },
    effect(draft, { broker }) {
      draft.brokers.at(broker).stage = ownsController(draft, broker) ? 'owner' : 'idle';
    },
  });
}

/** The delete itself names no owner. Since 2.1 it is one transaction with a check of `/controller_epoch`. */
function deleteController(
  schema: ControllerElectionSchema,
  from: 'failed' | 'owner',
  { controllerZnodeDelete }: ControllerElectionRules,
): Action {
  return actionsOn(schema)('DeleteController', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is about to, its session is live': isReadyAt(from),
    },
    effect(draft, { broker }) {
      if (controllerZnodeDelete === 'unconditional' || isUnchangedSince(draft, broker))
        draft.zookeeper.controller = null;
      draft.brokers.at(broker).stage = 'idle';
    },
  });
}
