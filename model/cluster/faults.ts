/** What goes wrong, each within its own budget, and how brokers come back, without bound. */
import { type Action, actionsOn, add, emptySet, has, remove } from '../../checker/index.ts';
import { cacheBelow } from '../epochCache.ts';
import { forgetFollowers, forgetRequests, truncateTo } from './replica.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type ClusterDraft,
  type ClusterSchema,
  NO_EPOCH,
} from './state.ts';

export function faultActions(schema: ClusterSchema, rules: ClusterRules): Action[] {
  return [
    expireSession(schema),
    reconnect(schema),
    crash(schema),
    crashAndLose(schema, rules),
    ...(rules.epochCacheDurable ? [] : [crashAndLoseEpochs(schema)]),
    restart(schema),
  ];
}

/** By ZooKeeper's clock: the broker, which is paused or cut off from it, does not know. */
function expireSession(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.sessionExpiries;
  return actionsOn(schema)('ExpireSession', {
    parameters: { broker: brokerType(schema) },
    actor: 'zookeeper',
    fault: true,
    when: {
      'an expiry is left': ({ spent }) => spent.sessionExpiries < max,
      'the broker is registered': ({ zookeeper }, { broker }) => has(zookeeper.registered, broker),
    },
    effect({ spent, zookeeper }, { broker }) {
      spent.sessionExpiries += 1;
      zookeeper.registered = remove(zookeeper.registered, broker);
    },
  });
}

function reconnect(schema: ClusterSchema): Action {
  return actionsOn(schema)('Reconnect', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'its session has expired': ({ zookeeper }, { broker }) => !has(zookeeper.registered, broker),
    },
    effect({ zookeeper }, { broker }) {
      zookeeper.registered = add(zookeeper.registered, broker);
    },
  });
}

/** The high watermark is that of the last checkpoint, which may be any earlier one. */
function crash(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.cleanCrashes;
  return actionsOn(schema)('Crash', {
    parameters: { broker: brokerType(schema), checkpoint: schema.fields.nextRecordId },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ spent }) => spent.cleanCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'the checkpoint is not later than the high watermark': (
        { brokers },
        { broker, checkpoint },
      ) => checkpoint <= brokers.at(broker).highWatermark,
    },
    effect(draft, { broker, checkpoint }) {
      draft.spent.cleanCrashes += 1;
      draft.brokers.at(broker).highWatermark = checkpoint;
      goDown(draft, broker);
    },
  });
}

/**
 * A power failure: appends are not flushed before they are acknowledged, and any tail can be gone. The
 * high watermark is that of a checkpoint, as after any crash.
 */
function crashAndLose(schema: ClusterSchema, rules: ClusterRules): Action {
  const { max } = schema.fields.spent.fields.lossyCrashes;
  return actionsOn(schema)('CrashAndLose', {
    parameters: {
      broker: brokerType(schema),
      kept: schema.fields.nextRecordId,
      checkpoint: schema.fields.nextRecordId,
    },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ spent }) => spent.lossyCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'it has more than it keeps': ({ brokers }, { broker, kept }) =>
        kept < brokers.at(broker).log.length,
      'the checkpoint is not later than the high watermark, nor than what it keeps': (
        { brokers },
        { broker, kept, checkpoint },
      ) => checkpoint <= Math.min(brokers.at(broker).highWatermark, kept),
    },
    effect(draft, { broker, kept, checkpoint }) {
      const own = draft.brokers.at(broker);
      draft.spent.lossyCrashes += 1;
      truncateTo(own, kept, rules);
      own.highWatermark = checkpoint;
      goDown(draft, broker);
    },
  });
}

/**
 * A power failure that takes the file of the epoch cache, which has not been flushed since the cache was
 * truncated. On restart epochs are found again in the records from the recovery point on (LogLoader), and
 * so an epoch that began before it seems to begin there.
 */
function crashAndLoseEpochs(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.epochLosses;
  return actionsOn(schema)('CrashAndLoseEpochs', {
    parameters: {
      broker: brokerType(schema),
      recoveryPoint: schema.fields.nextRecordId,
      checkpoint: schema.fields.nextRecordId,
    },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ spent }) => spent.epochLosses < max,
      'the broker is up, its epoch cache was truncated last': ({ brokers }, { broker }) =>
        brokers.at(broker).up && brokers.at(broker).epochsUnflushed,
      'the recovery point is in the log': ({ brokers }, { broker, recoveryPoint }) =>
        recoveryPoint <= brokers.at(broker).log.length,
      'the checkpoint is not later than the high watermark': (
        { brokers },
        { broker, checkpoint },
      ) => checkpoint <= brokers.at(broker).highWatermark,
    },
    effect(draft, { broker, recoveryPoint, checkpoint }) {
      const own = draft.brokers.at(broker);
      draft.spent.epochLosses += 1;
      let found = emptySet<number>();
      for (let offset = recoveryPoint; offset < own.log.length; offset++)
        found = add(found, own.log.at(offset)?.epoch ?? 0);
      own.epochs = found;
      own.epochsFrom = recoveryPoint;
      own.epochsUnflushed = false;
      own.highWatermark = checkpoint;
      goDown(draft, broker);
    },
  });
}

/** All that is not on disk is gone. */
function goDown({ brokers, zookeeper }: ClusterDraft, broker: Broker): void {
  const own = brokers.at(broker);
  zookeeper.registered = remove(zookeeper.registered, broker);
  own.up = false;
  own.unsent.length = 0;
  own.late.length = 0;
  own.leader = null;
  own.leaderEpoch = NO_EPOCH;
  own.truncating = false;
  forgetFollowers(own);
  forgetRequests(own);
  own.isr = emptySet<Broker>();
  own.epochs = cacheBelow(own, own.log.length);
}

/** Once the controller has noticed that it was gone: since 2.2 it sees every bounce (KIP-380, R15). */
function restart(schema: ClusterSchema): Action {
  return actionsOn(schema)('Restart', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is down': ({ brokers }, { broker }) => !brokers.at(broker).up,
      'the controller has noticed': ({ controller }, { broker }) => !has(controller.live, broker),
    },
    effect({ brokers, zookeeper }, { broker }) {
      brokers.at(broker).up = true;
      zookeeper.registered = add(zookeeper.registered, broker);
    },
  });
}
