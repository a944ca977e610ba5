/** Brokers as the controller knows them: registered, fenced, unfenced, in controlled shutdown; and how it elects. */
import { type Action, actionsOn, has, optional } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { fenceTogether } from './expiredSessions.ts';
import { takeUp } from './metadata.ts';
import {
  type Change,
  candidates,
  changeOfIsr,
  changeWith,
  changeWithout,
  changeWithoutUnclean,
  hasRoom,
  isElected,
  makeChange,
} from './partitionChange.ts';
import {
  type Broker,
  brokerType,
  type KRaftPartitionDraft,
  type KRaftPartitionState,
} from './state.ts';

export function registrationActions(cluster: Cluster): Action[] {
  const { constants, rules } = cluster;
  return [
    ...fencings(cluster),
    ...(rules.expiredSessions === 'at-once' ? [fenceTogether(cluster, leavesIsr(cluster))] : []),
    unfence(cluster),
    restart(cluster),
    ...(constants.shutdowns > 0 ? [beginShutdown(cluster)] : []),
    ...(constants.leaderMoves > 0 ? [electPreferred(cluster)] : []),
  ];
}

/** What the controller makes of an event at a broker; null where it leaves the partition as it is. */
type ChangeFor = (state: KRaftPartitionState, broker: Broker) => Change | null;

interface Decision {
  readonly broker: Broker;
  readonly leader: Broker | null;
}

/** What all have in common by which the controller changes the partition on a broker's account. */
function deciding(cluster: Cluster, changeFor: ChangeFor) {
  const broker = brokerType(cluster.schema);
  return {
    parameters: { broker, leader: optional(broker) },
    conditions: {
      'the controller elects that leader, or none': (
        state: KRaftPartitionState,
        { broker, leader }: Decision,
      ) => isElected(state, cluster, changeFor(state, broker), leader),
      'the bounds have room for the change': (
        state: KRaftPartitionState,
        { broker, leader }: Decision,
      ) => hasRoom(state, cluster, changeFor(state, broker), leader),
    },
    decide: (draft: KRaftPartitionDraft, { broker, leader }: Decision): void =>
      makeChange(draft, cluster, changeFor(draft, broker), leader),
  };
}

/** handleBrokerFenced and handleBrokerInControlledShutdown: nothing where the broker is not in the ISR. */
function leavesIsr(cluster: Cluster): ChangeFor {
  return (state, broker) =>
    has(state.partition.isr, broker) ? changeWithout(state, cluster, broker) : null;
}

/** A session expires: of a broker that is gone, or, which is a fault, of one whose heartbeats are late. */
function fencings(cluster: Cluster): Action[] {
  const { max } = cluster.schema.fields.faults.fields.fencings;
  const { parameters, conditions, decide } = deciding(cluster, leavesIsr(cluster));
  const fence = (name: string, whileRunning: boolean): Action =>
    actionsOn(cluster.schema)(name, {
      parameters,
      actor: 'controller',
      fault: whileRunning,
      when: {
        'a fencing is left': whileRunning && (({ faults }) => faults.fencings < max),
        'the broker is not fenced yet': ({ registrations }, { broker }) =>
          registrations.at(broker).status !== 'fenced',
        [whileRunning ? 'the broker runs' : 'the broker does not run']: (
          { brokers }: KRaftPartitionState,
          { broker }: Decision,
        ) => (brokers.at(broker).process === 'running') === whileRunning,
        ...conditions,
      },
      effect(draft, decision) {
        if (whileRunning) draft.faults.fencings += 1;
        decide(draft, decision);
        draft.registrations.at(decision.broker).status = 'fenced';
      },
    });
  return [fence('Fence', false), ...(max > 0 ? [fence('FenceRunning', true)] : [])];
}

/** A heartbeat of a broker that has replayed its registration: with it a partition without leader may get one. */
function unfence(cluster: Cluster): Action {
  const { parameters, conditions, decide } = deciding(cluster, (state, broker) =>
    state.partition.leader === null ? changeWith(state, cluster, broker) : null,
  );
  return actionsOn(cluster.schema)('Unfence', {
    parameters,
    actor: 'controller',
    when: {
      'the broker is fenced, and runs': ({ brokers, registrations }, { broker }) =>
        registrations.at(broker).status === 'fenced' && brokers.at(broker).process === 'running',
      ...conditions,
    },
    effect(draft, decision) {
      decide(draft, decision);
      draft.registrations.at(decision.broker).status = 'active';
    },
  });
}

/**
 * A process starts, registers, and replays the metadata log up to there before it does anything else. Not before the one
 * before it is fenced (ClusterControlManager.registerBroker).
 */
function restart(cluster: Cluster): Action {
  const { rules } = cluster;
  const { parameters, conditions, decide } = deciding(cluster, (state, broker) => {
    const { isr, elr } = state.partition;
    const isTrusted =
      rules.lastMember === 'last-member-stays' ||
      (rules.ineligibleAfter === 'unclean-restart' &&
        state.brokers.at(broker).process === 'shut-down');
    if (isTrusted || (!has(isr, broker) && !has(elr, broker))) return null;
    return changeWithoutUnclean(state, cluster, broker);
  });
  return actionsOn(cluster.schema)('Restart', {
    parameters,
    actor: 'broker',
    when: {
      'the broker does not run, and is fenced': ({ brokers, registrations }, { broker }) =>
        registrations.at(broker).status === 'fenced' && brokers.at(broker).process !== 'running',
      ...conditions,
    },
    effect(draft, decision) {
      const { broker } = decision;
      decide(draft, decision);
      draft.registrations.at(broker).incarnation += 1;
      const own = draft.brokers.at(broker);
      own.process = 'running';
      own.request = null;
      own.replayed = draft.partition.partitionEpoch;
      takeUp(cluster, draft, broker, draft.partition);
    },
  });
}

/** The broker asks for its controlled shutdown; its process goes on until it is told that it may end. */
function beginShutdown(cluster: Cluster): Action {
  const { max } = cluster.schema.fields.shutdowns;
  const { parameters, conditions, decide } = deciding(cluster, leavesIsr(cluster));
  return actionsOn(cluster.schema)('BeginControlledShutdown', {
    parameters,
    actor: 'broker',
    when: {
      'a shutdown is left': ({ shutdowns }) => shutdowns < max,
      'the broker runs and is active': ({ brokers, registrations }, { broker }) =>
        registrations.at(broker).status === 'active' && brokers.at(broker).process === 'running',
      ...conditions,
    },
    effect(draft, decision) {
      decide(draft, decision);
      draft.shutdowns += 1;
      draft.registrations.at(decision.broker).status = 'shutting-down';
    },
  });
}

/** To the preferred replica: an election that no failure asks for. */
function electPreferred(cluster: Cluster): Action {
  const { max } = cluster.schema.fields.leaderMoves;
  const change = (state: KRaftPartitionState): Change =>
    changeOfIsr(state, cluster, state.partition.isr);
  return actionsOn(cluster.schema)('ElectPreferred', {
    parameters: { leader: brokerType(cluster.schema) },
    actor: 'controller',
    when: {
      'a move is left': ({ leaderMoves }) => leaderMoves < max,
      'another one leads': ({ partition }, { leader }) =>
        partition.leader !== null && partition.leader !== leader,
      'the broker may lead': (state, { leader }) => has(candidates(change(state)), leader),
      'the bounds have room for the change': (state, { leader }) =>
        hasRoom(state, cluster, change(state), leader),
    },
    effect(draft, { leader }) {
      draft.leaderMoves += 1;
      makeChange(draft, cluster, change(draft), leader);
    },
  });
}
