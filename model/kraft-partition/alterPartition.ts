/** The controller's part of AlterPartition (KIP-497), and requests that are on their way twice. */
import { type Action, actionsOn, bool, everyMember, has } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { type Answer, takeAnswer } from './isr.ts';
import { changeOfIsr, hasRoom, isActive, isElected, makeChange } from './partitionChange.ts';
import type { KRaftPartitionRules } from './rules.ts';
import { type BrokerState, brokerType, type KRaftPartitionState } from './state.ts';

export function alterPartitionActions(cluster: Cluster): Action[] {
  return [
    handle(cluster),
    ...(cluster.constants.resends > 0 ? [resend(cluster), handleCopy(cluster)] : []),
  ];
}

type Request = NonNullable<BrokerState['request']>;

/** ReplicationControlManager.validateAlterPartitionData. */
function judge(
  state: KRaftPartitionState,
  rules: KRaftPartitionRules,
  request: Request | null,
): Answer | null {
  const { partition, registrations } = state;
  if (request === null) return null;
  if (
    request.leaderEpoch < partition.leaderEpoch ||
    request.partitionEpoch < partition.partitionEpoch
  )
    return 'stale';
  if (rules.eligible === 'anybody') return 'accepted';
  const isEligible = everyMember(
    request.isr,
    (member) =>
      isActive(state, rules, member) &&
      (rules.eligible === 'active' ||
        has(partition.isr, member) ||
        registrations.at(member).incarnation === request.incarnation),
  );
  return isEligible ? 'accepted' : 'ineligible';
}

/** Whether the controller would accept it, within the bounds. */
function fits(state: KRaftPartitionState, cluster: Cluster, request: Request | null): boolean {
  if (request === null || judge(state, cluster.rules, request) !== 'accepted') return true;
  const { leader } = state.partition;
  const change = changeOfIsr(state, cluster, request.isr);
  return isElected(state, cluster, change, leader) && hasRoom(state, cluster, change, leader);
}

/**
 * The controller handles a request, of a leader that may be gone by now, and its answer arrives or is lost; then the leader
 * sends the request once more. An answer that is late is one that was lost, with metadata that was faster.
 */
function handle(cluster: Cluster): Action {
  const { schema, rules } = cluster;
  return actionsOn(schema)('HandleAlterPartition', {
    parameters: { leader: brokerType(schema), answered: bool() },
    actor: 'controller',
    when: {
      'a request is on its way': ({ brokers }, { leader }) => brokers.at(leader).request !== null,
      'an answer has somebody to go to': ({ brokers }, { leader, answered }) =>
        !answered || brokers.at(leader).process === 'running',
      'the controller accepts it, or an answer arrives': (state, { leader, answered }) =>
        answered || judge(state, rules, state.brokers.at(leader).request) === 'accepted',
      'the bounds have room for the change': (state, { leader }) =>
        fits(state, cluster, state.brokers.at(leader).request),
    },
    effect(draft, { leader, answered }) {
      const { request } = draft.brokers.at(leader);
      const verdict = judge(draft, rules, request);
      if (request === null || verdict === null) return;
      if (verdict === 'accepted') {
        const change = changeOfIsr(draft, cluster, request.isr);
        makeChange(draft, cluster, change, draft.partition.leader);
      }
      if (answered) takeAnswer(cluster, draft, leader, verdict);
    },
  });
}

/** A connection breaks with a request on its way, and the leader sends it on another (NodeToControllerRequestThread). */
function resend({ schema }: Cluster): Action {
  const { max } = schema.fields.faults.fields.resends;
  return actionsOn(schema)('Resend', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    fault: true,
    when: {
      'a connection may break': ({ faults }) => faults.resends < max,
      'the leader runs, and waits for an answer': ({ brokers }, { leader }) =>
        brokers.at(leader).process === 'running' && brokers.at(leader).request !== null,
    },
    effect(draft, { leader }) {
      const { request } = draft.brokers.at(leader);
      if (request === null) return;
      const { isr, leaderEpoch, partitionEpoch, incarnation } = request;
      draft.faults.resends += 1;
      draft.copy = { isr, leaderEpoch, partitionEpoch, incarnation };
    },
  });
}

/** The copy on the broken connection arrives all the same; its answer does not. */
function handleCopy(cluster: Cluster): Action {
  const { schema, rules } = cluster;
  return actionsOn(schema)('HandleCopy', {
    actor: 'controller',
    when: {
      'a copy is on its way, and acceptable': (state) =>
        judge(state, rules, state.copy) === 'accepted',
      'the bounds have room for the change': (state) => fits(state, cluster, state.copy),
    },
    effect(draft) {
      const { copy, partition } = draft;
      if (copy === null) return;
      const change = changeOfIsr(draft, cluster, copy.isr);
      draft.copy = null;
      makeChange(draft, cluster, change, partition.leader);
    },
  });
}
