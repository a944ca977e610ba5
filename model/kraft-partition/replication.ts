/** Replication: a leader appends, followers fetch, and where they diverge they truncate on that (KIP-595, 2.7). */
import { type Action, actionsOn, add, bool, put, size } from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import { divergence, truncationOffset } from '../divergence.ts';
import { latestEpoch } from '../log.ts';
import { type Cluster, effectiveMinIsr } from './cluster.ts';
import { raiseHighWatermark } from './highWatermark.ts';
import { mayJoin, submit } from './isr.ts';
import type { KRaftPartitionRules } from './rules.ts';
import {
  type Broker,
  type BrokerDraft,
  type BrokerState,
  brokerType,
  holdsLock,
  type KRaftPartitionDraft,
  type KRaftPartitionState,
  leads,
} from './state.ts';

export function replicationActions(cluster: Cluster): Action[] {
  return [write(cluster), fetch(cluster)];
}

/** A produce request. With acks=all it is refused (NOT_ENOUGH_REPLICAS) while the ISR is below min ISR. */
function write(cluster: Cluster): Action {
  const { schema, rules, constants } = cluster;
  const { max } = schema.fields.nextRecordId;
  return actionsOn(schema)('Write', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'a record is left': ({ nextRecordId }) => nextRecordId < max,
      'the leader leads, by its own account': (state, { leader }) => leads(state, leader),
      'it does not hold its lock':
        rules.joinLooks === 'twice' && ((state, { leader }) => !holdsLock(state, leader)),
      'the ISR that it knows has min ISR members':
        constants.acks === ACKS_ALL &&
        (({ brokers }, { leader }) => {
          const { leading } = brokers.at(leader);
          return leading !== null && size(leading.isr) >= effectiveMinIsr(cluster);
        }),
    },
    effect(draft, { leader }) {
      const { log, leaderEpoch } = draft.brokers.at(leader);
      log.push({ id: draft.nextRecordId, epoch: leaderEpoch });
      draft.nextRecordId += 1;
      raiseHighWatermark(cluster, draft, leader);
    },
  });
}

/**
 * A fetch and its answer, which brings one record, or may be lost. Both name the leader epoch (KIP-320), so that only a follower
 * and a leader of one epoch understand each other. By its fetch a follower may come to join the ISR.
 */
function fetch(cluster: Cluster): Action {
  const { schema, rules } = cluster;
  return actionsOn(schema)('Fetch', {
    parameters: { follower: brokerType(schema), answered: bool(), joins: bool() },
    actor: 'follower',
    when: {
      'the follower follows a leader of the same leader epoch': (state, { follower }) =>
        fetchedLeader(state, follower) !== null,
      'if it is to join the ISR, it is in sync': (state, { follower, joins }) => {
        if (!joins) return true;
        const leader = fetchedLeader(state, follower);
        if (leader === null) return false;
        const { log } = state.brokers.at(follower);
        const own = state.brokers.at(leader);
        const agrees = divergence(own.log, log.length, latestEpoch(log)) === null;
        return (agrees || rules.divergingFetchCounts) && mayJoin(own, follower, log.length);
      },
    },
    effect(draft, { follower, answered, joins }) {
      const leader = fetchedLeader(draft, follower);
      if (leader === null) return;
      const { log } = draft.brokers.at(follower);
      const diverging = divergence(draft.brokers.at(leader).log, log.length, latestEpoch(log));
      if (diverging === null || rules.divergingFetchCounts)
        record(cluster, draft, { leader, follower, joins, ...fetchedBy(cluster, draft, follower) });
      if (answered) takeAnswer(rules, draft.brokers.at(follower), draft.brokers.at(leader));
    },
  });
}

/** The leader from which a broker can fetch, if there is one. */
export function fetchedLeader(state: KRaftPartitionState, follower: Broker): Broker | null {
  const { process, leader, leaderEpoch } = state.brokers.at(follower);
  if (process !== 'running' || leader === null || leader === follower) return null;
  return leads(state, leader) && state.brokers.at(leader).leaderEpoch === leaderEpoch
    ? leader
    : null;
}

/** What a leader takes note of. */
interface Fetched {
  readonly leader: Broker;
  readonly follower: Broker;
  readonly end: number;
  readonly incarnation: number;
  readonly joins: boolean;
}

/** Nobody does before KIP-903. */
export function asksForProcess({ eligible }: KRaftPartitionRules): boolean {
  return eligible === 'active-process';
}

/** What a fetch of it says: up to where it has the log, and which process it is. */
export function fetchedBy(
  { rules }: Cluster,
  { brokers, registrations }: KRaftPartitionState,
  follower: Broker,
): { readonly end: number; readonly incarnation: number } {
  return {
    end: brokers.at(follower).log.length,
    incarnation: asksForProcess(rules) ? registrations.at(follower).incarnation : 0,
  };
}

/** Partition.updateFollowerFetchState, and Replica.isCaughtUp. */
export function record(cluster: Cluster, draft: KRaftPartitionDraft, fetched: Fetched): void {
  const { leader, follower, end, incarnation, joins } = fetched;
  const { caughtUpFollower, joinLooks } = cluster.rules;
  const own = draft.brokers.at(leader);
  const { leading } = own;
  if (leading === null) return;
  const before = leading.followers.at(follower);
  const endBefore = before?.end;
  const isWaitedFor = caughtUpFollower === 'is-waited-for';
  const isCaughtUp =
    isWaitedFor &&
    (end >= own.log.length || (before !== null && (before.isCaughtUp || end >= before.leaderEnd)));
  const leaderEnd = isWaitedFor ? own.log.length : 0;
  put(leading.followers, follower, { end, incarnation, isCaughtUp, leaderEnd });
  if (joins && joinLooks === 'twice') leading.joining = follower;
  else if (joins) submit(own, add(leading.isr, follower), incarnation);
  if (endBefore !== end && leading.joining === null) raiseHighWatermark(cluster, draft, leader);
}

/** AbstractFetcherThread.processFetchRequest: append, or truncate and fetch again. */
function takeAnswer(rules: KRaftPartitionRules, own: BrokerDraft, leader: BrokerState): void {
  const diverging = divergence(leader.log, own.log.length, latestEpoch(own.log));
  if (diverging === null) {
    const next = leader.log.at(own.log.length);
    if (next !== undefined) own.log.push({ id: next.id, epoch: next.epoch });
    own.highWatermark = Math.min(leader.highWatermark, own.log.length);
    return;
  }
  // Two things in one event, but between them consumers read: here it truncates when it has fetched once more.
  const exposed = Math.min(leader.highWatermark, own.log.length);
  if (rules.highWatermarkBeforeTruncation && exposed > own.highWatermark) {
    own.highWatermark = exposed;
    return;
  }
  own.log.length = truncationOffset(own.log, diverging);
  own.highWatermark = Math.min(own.highWatermark, own.log.length);
}
