/** What the controller does: notice who comes and goes, elect leaders, tell the brokers. */
import {
  type Action,
  actionsOn,
  add,
  has,
  intersection,
  members,
  remove,
  type SetOf,
  singleton,
} from '../../checker/index.ts';
import {
  type Broker,
  type BrokerDraft,
  brokerType,
  type ClusterDraft,
  type ClusterSchema,
  type ClusterState,
} from './state.ts';

export function controllerActions(schema: ClusterSchema): Action[] {
  return [noticeFailure(schema), noticeStartup(schema), moveLeadership(schema), failOver(schema)];
}

function epochIsLeft(schema: ClusterSchema, { zookeeper }: ClusterState): boolean {
  return (
    zookeeper.partition.leaderEpoch <
    schema.fields.zookeeper.fields.partition.fields.leaderEpoch.max
  );
}

/** Whether losing this broker changes the partition. The last member stays in the ISR. */
function isNeeded({ zookeeper }: ClusterState, broker: Broker): boolean {
  const { leader, isr } = zookeeper.partition;
  return (leader !== null && leader === broker) || (has(isr, broker) && isr !== singleton(broker));
}

/**
 * Whether the controller has a broker to deal with that has come or gone, and cannot because the bounds have no epoch
 * left, as Kafka always has. With an epoch for each move and two for each crash it never comes to that.
 */
export function isOutOfEpochs(
  schema: ClusterSchema,
  everyone: readonly Broker[],
  state: ClusterState,
): boolean {
  if (epochIsLeft(schema, state)) return false;
  const { controller, zookeeper } = state;
  return everyone.some((broker) => {
    const isRegistered = has(zookeeper.registered, broker);
    if (isRegistered === has(controller.live, broker)) return false;
    return isRegistered ? isAwaited(state, broker) : isNeeded(state, broker);
  });
}

/**
 * KafkaController.onBrokerFailure: a new leader from the live ISR if the broker led, and an ISR without
 * it. Requests still on the way to it go down with the connection.
 */
function noticeFailure(schema: ClusterSchema): Action {
  return actionsOn(schema)('ControllerNoticeFailure', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'the controller takes the broker to be live': ({ controller }, { broker }) =>
        has(controller.live, broker),
      'it is not registered': ({ zookeeper }, { broker }) => !has(zookeeper.registered, broker),
      'an epoch is left, or none is needed': (state, { broker }) =>
        epochIsLeft(schema, state) || !isNeeded(state, broker),
    },
    effect(draft, { broker }) {
      const { controller, zookeeper } = draft;
      const { partition } = zookeeper;
      const needed = isNeeded(draft, broker);
      const led = partition.leader === broker;
      controller.live = remove(controller.live, broker);
      draft.brokers.at(broker).unsent.length = 0;
      if (!needed) return;
      if (led) electFromIsr(draft, broker);
      else partition.isr = remove(partition.isr, broker);
      announce(draft);
    },
  });
}

/** OfflinePartitionLeaderElection: the first live ISR member in the order of assignment. */
function electFromIsr({ controller, zookeeper }: ClusterDraft, failed: Broker | null): void {
  const { partition } = zookeeper;
  const candidates = intersection(partition.isr, controller.live);
  const first = firstOf(candidates);
  partition.leader = first;
  if (first !== null) partition.isr = candidates;
  else if (failed !== null && partition.isr !== singleton(failed))
    partition.isr = remove(partition.isr, failed);
}

function firstOf(brokers: SetOf<Broker>): Broker | null {
  return members(brokers)[0] ?? null;
}

/** Every change by the controller raises the leader epoch and is sent to whoever it takes to be live. */
function announce(draft: ClusterDraft): void {
  draft.zookeeper.partition.leaderEpoch += 1;
  for (const broker of members(draft.controller.live)) send(draft, broker);
}

function send({ brokers, zookeeper }: ClusterDraft, broker: Broker): void {
  const { leader, leaderEpoch, isr } = zookeeper.partition;
  brokers.at(broker).unsent.push({ leader, leaderEpoch, isr });
}

/**
 * KafkaController.onBrokerStartup: the broker is sent the state of its partitions, and one without a
 * leader gets one if the broker is in the ISR. A broker that is back before anybody noticed that it was
 * gone is not noticed at all.
 */
function noticeStartup(schema: ClusterSchema): Action {
  return actionsOn(schema)('ControllerNoticeStartup', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'the controller does not take the broker to be live': ({ controller }, { broker }) =>
        !has(controller.live, broker),
      'it is registered': ({ zookeeper }, { broker }) => has(zookeeper.registered, broker),
      'an epoch is left, or none is needed': (state, { broker }) =>
        epochIsLeft(schema, state) || !isAwaited(state, broker),
    },
    effect(draft, { broker }) {
      const awaited = isAwaited(draft, broker);
      draft.controller.live = add(draft.controller.live, broker);
      send(draft, broker);
      if (!awaited) return;
      electFromIsr(draft, null);
      announce(draft);
    },
  });
}

/** Whether the partition can have a leader again once this broker is back. */
function isAwaited({ zookeeper }: ClusterState, broker: Broker): boolean {
  const { leader, isr } = zookeeper.partition;
  return leader === null && has(isr, broker);
}

/**
 * A preferred leader election, by hand or by the balancer: the ISR stays as it is. The order of assignment
 * can be changed at any time, so that any live ISR member can become the preferred leader.
 */
function moveLeadership(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.leaderMoves;
  return actionsOn(schema)('MoveLeadership', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'a move and an epoch are left': (state) =>
        state.spent.leaderMoves < max && epochIsLeft(schema, state),
      'another broker leads': ({ zookeeper }, { broker }) =>
        zookeeper.partition.leader !== null && zookeeper.partition.leader !== broker,
      'the broker is live, as far as the controller knows, and in the ISR': (
        { controller, zookeeper },
        { broker },
      ) => has(controller.live, broker) && has(zookeeper.partition.isr, broker),
    },
    effect(draft, { broker }) {
      draft.spent.leaderMoves += 1;
      draft.zookeeper.partition.leader = broker;
      announce(draft);
    },
  });
}

/**
 * The next controller does not know what the last one had yet to send: it sends every live broker the
 * state of the partition as it is now (KafkaController.onControllerFailover). RequestSendThread sends one request
 * after the other, so that the first of those to each broker may be on its way by then, and arrive late. Brokers that
 * are gone by then it deals with in steps of their own (ReplicaStateMachine.startup; it takes followers that are gone
 * out of the ISR since 2.3).
 */
function failOver(schema: ClusterSchema): Action {
  const { max } = schema.fields.spent.fields.controllerFailovers;
  return actionsOn(schema)('ControllerFailover', {
    actor: 'controller',
    fault: true,
    when: {
      'a failover is left': ({ spent }) => spent.controllerFailovers < max,
    },
    effect(draft) {
      const { controller, zookeeper, brokers } = draft;
      draft.spent.controllerFailovers += 1;
      for (const broker of members(controller.live)) {
        leaveOnItsWay(schema, brokers.at(broker));
        brokers.at(broker).unsent.length = 0;
        if (has(zookeeper.registered, broker)) send(draft, broker);
      }
    },
  });
}

/** To a broker that is down nothing is on its way. */
function leaveOnItsWay(schema: ClusterSchema, { up, unsent, late }: BrokerDraft): void {
  const request = unsent.at(0);
  const { capacity } = schema.fields.brokers.item.fields.late;
  if (up && request !== undefined && late.length < capacity) late.push(request);
}
