/** What goes wrong, each within its own budget, and how brokers come back, without bound. */
import {
  type Action,
  actionsOn,
  add,
  emptySet,
  has,
  int,
  intersection,
  remove,
  type SetOf,
} from '../../checker/index.ts';
import { cacheBelow } from '../epochCache.ts';
import { forgetFollowers } from './roles.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  type BrokerDraft,
  brokerType,
  type ClusterDraft,
  type ClusterSchema,
  NO_EPOCH,
} from './state.ts';

export function faultActions(schema: ClusterSchema, rules: ClusterRules): Action[] {
  return [
    expireSession(schema),
    reconnect(schema),
    dropConnection(schema),
    crash(schema),
    rules.epochCacheDurable ? crashAndLose(schema) : crashAndLoseEpochs(schema),
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

/** The controller does not send again what was on a connection that dropped. */
function dropConnection(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.disconnects;
  return actionsOn(schema)('DropConnection', {
    parameters: { broker: brokerType(schema) },
    actor: 'network',
    fault: true,
    when: {
      'a disconnect is left': ({ spent }) => spent.disconnects < max,
      'requests are on their way to the broker': ({ brokers }, { broker }) =>
        brokers.at(broker).inbox.length > 0,
    },
    effect(draft, { broker }) {
      draft.spent.disconnects += 1;
      draft.brokers.at(broker).inbox.length = 0;
    },
  });
}

function crash(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.cleanCrashes;
  return actionsOn(schema)('Crash', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ spent }) => spent.cleanCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
    },
    effect(draft, { broker }) {
      draft.spent.cleanCrashes += 1;
      goDown(draft, broker);
    },
  });
}

/** A power failure: appends are not flushed before they are acknowledged, and any tail can be gone. */
function crashAndLose(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.lossyCrashes;
  return actionsOn(schema)('CrashAndLose', {
    parameters: { broker: brokerType(schema), kept: int(0, schema.fields.nextRecordId.max - 1) },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ spent }) => spent.lossyCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'it has more than it keeps': ({ brokers }, { broker, kept }) =>
        kept < brokers.at(broker).log.length,
    },
    effect(draft, { broker, kept }) {
      draft.spent.lossyCrashes += 1;
      loseTail(draft.brokers.at(broker), kept);
      goDown(draft, broker);
    },
  });
}

/** The same, when the file of the epoch cache may be older than the log (KAFKA-16541). */
function crashAndLoseEpochs(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.lossyCrashes;
  const epochs = schema.fields.zookeeper.fields.partition.fields.leaderEpoch.max;
  return actionsOn(schema)('CrashAndLose', {
    parameters: {
      broker: brokerType(schema),
      kept: int(0, schema.fields.nextRecordId.max),
      epochsBelow: int(0, epochs + 1),
    },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ spent }) => spent.lossyCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'it has what it keeps': ({ brokers }, { broker, kept }) =>
        kept <= brokers.at(broker).log.length,
      'it loses records or epochs': ({ brokers }, { broker, kept, epochsBelow }) => {
        const { log, epochs: known } = brokers.at(broker);
        return kept < log.length || keepBelow(known, epochsBelow) !== known;
      },
    },
    effect(draft, { broker, kept, epochsBelow }) {
      const own = draft.brokers.at(broker);
      draft.spent.lossyCrashes += 1;
      loseTail(own, kept);
      own.epochs = keepBelow(own.epochs, epochsBelow);
      goDown(draft, broker);
    },
  });
}

function keepBelow(epochs: SetOf<number>, end: number): SetOf<number> {
  return intersection(epochs, (2 ** end - 1) as SetOf<number>);
}

function loseTail(own: BrokerDraft, kept: number): void {
  own.epochs = cacheBelow(own.log, own.epochs, kept);
  own.log.length = kept;
  own.highWatermark = Math.min(own.highWatermark, kept);
}

/** All that is not on disk is gone, and with it the fetch sessions of its followers. */
function goDown(draft: ClusterDraft, broker: Broker): void {
  const own = draft.brokers.at(broker);
  const { zookeeper, brokers } = draft;
  zookeeper.registered = remove(zookeeper.registered, broker);
  own.up = false;
  own.inbox.length = 0;
  own.leader = null;
  own.leaderEpoch = NO_EPOCH;
  own.truncating = false;
  own.inSession = false;
  own.isr = emptySet<Broker>();
  forgetFollowers(own);
  own.epochs = cacheBelow(own.log, own.epochs, own.log.length);
  for (let key = 0; key < brokers.length; key++) {
    const other = brokers.at(key as Broker);
    if (other.leader === broker) other.inSession = false;
  }
}

/** Once the controller has noticed that it was gone: since 2.2 it sees every bounce (KIP-380). */
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
