/** What happens to brokers: sessions expire and are replaced, operators intervene, controllers fail. */
import { type Action, actionsOn } from '../../checker/index.ts';
import type { ControllerElectionRules } from './rules.ts';
import { brokerType, type ControllerElectionSchema, hasExpired, ownsController } from './state.ts';

export function environmentActions(
  schema: ControllerElectionSchema,
  rules: ControllerElectionRules,
): Action[] {
  const faults = [expireSession(schema), deleteByOperator(schema), failAtWork(schema)];
  return rules.session === 'expire-first'
    ? [...faults, reconnectResigned(schema), abortEvent(schema)]
    : [...faults, reconnect(schema)];
}

/** By ZooKeeper's clock; the broker, which may be paused or cut off, does not know yet. */
function expireSession(schema: ControllerElectionSchema): Action {
  const { max } = schema.fields.faults.fields.sessionExpiries;
  return actionsOn(schema)('ExpireSession', {
    parameters: { broker: brokerType(schema) },
    actor: 'zookeeper',
    fault: true,
    when: {
      'an expiry is left': ({ faults }) => faults.sessionExpiries < max,
      'the session is live': ({ brokers }, { broker }) => brokers.at(broker).session === 'live',
    },
    effect(draft, { broker }) {
      draft.faults.sessionExpiries += 1;
      draft.brokers.at(broker).session = 'expired';
      if (ownsController(draft, broker)) draft.zookeeper.controller = null;
    },
  });
}

/** zkclient connects again by itself; the controller's thread need not notice (until 1.0). */
function reconnect(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('Reconnect', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'its session has expired': hasExpired,
    },
    effect({ brokers }, { broker }) {
      brokers.at(broker).session = 'live';
    },
  });
}

/** The Expire event: a new session only after the broker has resigned (1.1). */
function reconnectResigned(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('Reconnect', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'its session has expired': hasExpired,
      'no event is under way': ({ brokers }, { broker }) => {
        const { stage } = brokers.at(broker);
        return stage === 'idle' || stage === 'active';
      },
    },
    effect({ brokers }, { broker }) {
      const own = brokers.at(broker);
      own.session = 'live';
      own.stage = 'idle';
    },
  });
}

/** A request on an expired session fails (1.1), and so does the attempt to give up `/controller`. */
function abortEvent(schema: ControllerElectionSchema): Action {
  return actionsOn(schema)('AbortEvent', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'its session has expired': hasExpired,
      'an event is under way': ({ brokers }, { broker }) => {
        const { stage } = brokers.at(broker);
        return stage !== 'idle' && stage !== 'active';
      },
    },
    effect({ brokers }, { broker }) {
      const own = brokers.at(broker);
      own.stage = own.stage === 'partition-read' ? 'active' : 'idle';
    },
  });
}

/** The usual way to force an election. The old controller's session goes on. */
function deleteByOperator(schema: ControllerElectionSchema): Action {
  const { max } = schema.fields.faults.fields.znodeDeletions;
  return actionsOn(schema)('DeleteControllerByHand', {
    actor: 'operator',
    fault: true,
    when: {
      'a deletion is left': ({ faults }) => faults.znodeDeletions < max,
      'there is a /controller': ({ zookeeper }) => zookeeper.controller !== null,
    },
    effect({ faults, zookeeper }) {
      faults.znodeDeletions += 1;
      zookeeper.controller = null;
    },
  });
}

/** An unexpected exception, such as while it takes over: it will give up `/controller`. */
function failAtWork(schema: ControllerElectionSchema): Action {
  const { max } = schema.fields.faults.fields.failures;
  return actionsOn(schema)('FailAtWork', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    fault: true,
    when: {
      'a failure is left': ({ faults }) => faults.failures < max,
      'the broker is active': ({ brokers }, { broker }) => brokers.at(broker).stage === 'active',
    },
    effect(draft, { broker }) {
      draft.faults.failures += 1;
      draft.brokers.at(broker).stage = 'failed';
    },
  });
}
