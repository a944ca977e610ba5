/** A change of the partition by the controller, after PartitionChangeBuilder: who leads, and who may. */
import {
  add,
  difference,
  has,
  intersection,
  remove,
  type SetOf,
  singleton,
  size,
  unionOf,
} from '../../checker/index.ts';
import { type Cluster, effectiveMinIsr } from './cluster.ts';
import { publish } from './metadata.ts';
import type { KRaftPartitionRules } from './rules.ts';
import {
  type Broker,
  type KRaftPartitionDraft,
  type KRaftPartitionState,
  NOBODY,
  type Partition,
} from './state.ts';

/** A change that is asked for, before it is known who leads after it. */
export interface Change {
  readonly isr: SetOf<Broker>;
  readonly elr: SetOf<Broker>;
  /** Who may lead as far as registrations go. */
  readonly acceptable: SetOf<Broker>;
  /** Whether it is made because of a broker's state, and not because the leader asked for it. */
  readonly isOwn: boolean;
}

/** ClusterControlManager.isActive; before KIP-841 a broker that shuts down was as good as any. */
export function isActive(
  { registrations }: KRaftPartitionState,
  { eligible }: KRaftPartitionRules,
  broker: Broker,
): boolean {
  const { status } = registrations.at(broker);
  return status === 'active' || (status === 'shutting-down' && eligible === 'anybody');
}

function activeBrokers(state: KRaftPartitionState, { everyone, rules }: Cluster): SetOf<Broker> {
  let active = NOBODY;
  for (const broker of everyone) if (isActive(state, rules, broker)) active = add(active, broker);
  return active;
}

/** To another ISR, as a leader asks for. */
export function changeOfIsr(
  state: KRaftPartitionState,
  cluster: Cluster,
  isr: SetOf<Broker>,
): Change {
  return {
    isr,
    elr: targetElr(state.partition, cluster, isr),
    acceptable: activeBrokers(state, cluster),
    isOwn: false,
  };
}

/** Without a broker that is fenced, or shuts down. */
export function changeWithout(
  state: KRaftPartitionState,
  cluster: Cluster,
  broker: Broker,
): Change {
  const isr = remove(state.partition.isr, broker);
  return {
    isr,
    elr: targetElr(state.partition, cluster, isr),
    acceptable: remove(activeBrokers(state, cluster), broker),
    isOwn: true,
  };
}

/** Without a broker that may have lost what it had: it is not even eligible. */
export function changeWithoutUnclean(
  state: KRaftPartitionState,
  cluster: Cluster,
  broker: Broker,
): Change {
  const change = changeWithout(state, cluster, broker);
  return { ...change, elr: remove(change.elr, broker) };
}

/** With a broker that is unfenced. */
export function changeWith(state: KRaftPartitionState, cluster: Cluster, broker: Broker): Change {
  const change = changeOfIsr(state, cluster, state.partition.isr);
  return { ...change, acceptable: add(change.acceptable, broker) };
}

/** maybePopulateTargetElr: who leaves the ISR below min ISR is eligible still, as nothing is committed without it. */
function targetElr(
  { isr: before, elr }: Partition,
  cluster: Cluster,
  isr: SetOf<Broker>,
): SetOf<Broker> {
  if (cluster.rules.lastMember !== 'eligible-leader-replicas') return NOBODY;
  return size(isr) >= effectiveMinIsr(cluster) ? NOBODY : difference(unionOf(elr, before), isr);
}

/** Whom the ISR, or where that is empty the eligible, offer as leader. */
export function candidates({ isr, elr, acceptable }: Change): SetOf<Broker> {
  return intersection(isr === NOBODY ? elr : isr, acceptable);
}

/**
 * Whether `leader` leads after the change (electAnyLeader): who led before if it may; otherwise any candidate,
 * for which of them comes first in the list of replicas is not said here; otherwise nobody.
 */
export function isElected(
  { partition }: KRaftPartitionState,
  { rules }: Cluster,
  change: Change | null,
  leader: Broker | null,
): boolean {
  if (change === null) return leader === partition.leader;
  const valid = candidates(change);
  if (partition.leader !== null && has(valid, partition.leader)) return leader === partition.leader;
  if (valid !== NOBODY) return leader !== null && has(valid, leader);
  return leader === lastResort(partition, rules, change);
}

/** canElectLastKnownLeader: an unclean election, whatever unclean.leader.election.enable says. */
function lastResort(
  { lastKnownLeader }: Partition,
  rules: KRaftPartitionRules,
  { isr, elr, acceptable }: Change,
): Broker | null {
  if (rules.lastMember !== 'eligible-leader-replicas' || isr !== NOBODY || elr !== NOBODY)
    return null;
  if (lastKnownLeader === null || rules.lastKnownLeader === 'never') return null;
  return rules.lastKnownLeader === 'anyway' || has(acceptable, lastKnownLeader)
    ? lastKnownLeader
    : null;
}

/** The ISR and the eligible after the change, once it is known who leads. */
export function outcome(
  partition: Partition,
  rules: KRaftPartitionRules,
  change: Change,
  leader: Broker | null,
): { readonly isr: SetOf<Broker>; readonly elr: SetOf<Broker> } {
  const { isr, elr } = change;
  if (leader !== null && leader !== partition.leader) {
    if (has(elr, leader)) return { isr: singleton(leader), elr: remove(elr, leader) };
    if (isr === NOBODY) return { isr: singleton(leader), elr: NOBODY };
  }
  return isr === NOBODY && rules.lastMember === 'last-member-stays'
    ? { isr: partition.isr, elr }
    : { isr, elr };
}

/**
 * Whether the record of a change has its leader set, be it the same one, which raises the leader epoch
 * (PartitionRegistration.merge). For that the ISR asked for counts: one whose last member is to go, and stays, shrinks too.
 */
export function raisesLeaderEpoch(
  partition: Partition,
  { leaderEpochRises }: KRaftPartitionRules,
  { isr, isOwn }: Change,
  leader: Broker | null,
): boolean {
  if (leader !== partition.leader) return true;
  const onShrink =
    leaderEpochRises === 'on-any-shrink' || (leaderEpochRises === 'on-fencing' && isOwn);
  return onShrink && difference(partition.isr, isr) !== NOBODY;
}

/** Whether nothing changes: then there is no record (changeRecordIsNoOp). */
function isNoOp(
  partition: Partition,
  rules: KRaftPartitionRules,
  change: Change,
  leader: Broker | null,
): boolean {
  if (raisesLeaderEpoch(partition, rules, change, leader)) return false;
  const { isr, elr } = outcome(partition, rules, change, leader);
  return isr === partition.isr && elr === partition.elr;
}

/** Whether the bounds have room for the change. */
export function hasRoom(
  { partition }: KRaftPartitionState,
  { rules, constants }: Cluster,
  change: Change | null,
  leader: Broker | null,
): boolean {
  if (change === null || isNoOp(partition, rules, change, leader)) return true;
  return (
    partition.partitionEpoch < constants.maxPartitionEpoch &&
    (partition.leaderEpoch < constants.maxLeaderEpoch ||
      !raisesLeaderEpoch(partition, rules, change, leader))
  );
}

/** Makes the change, and publishes it. */
export function makeChange(
  draft: KRaftPartitionDraft,
  { everyone, rules }: Cluster,
  change: Change | null,
  leader: Broker | null,
): void {
  const { partition } = draft;
  if (change === null || isNoOp(partition, rules, change, leader)) return;
  const { isr, elr } = outcome(partition, rules, change, leader);
  if (raisesLeaderEpoch(partition, rules, change, leader)) partition.leaderEpoch += 1;
  // maybeUpdateLastKnownLeader; without eligible leader replicas the ISR is never empty.
  if (isr === NOBODY && isr !== partition.isr) partition.lastKnownLeader = partition.leader;
  else if (leader !== null) partition.lastKnownLeader = null;
  partition.leader = leader;
  partition.isr = isr;
  partition.elr = elr;
  partition.partitionEpoch += 1;
  publish(everyone, draft);
}
