/** When a leader's high watermark rises (Partition.maybeIncrementLeaderHW), and what is acknowledged by that. */
import { add, has, type SetOf, size, unionOf } from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import { type Cluster, effectiveMinIsr } from './cluster.ts';
import type { KRaftPartitionRules } from './rules.ts';
import { type Broker, type KRaftPartitionDraft, type Leadership, NOBODY } from './state.ts';

/** Whom a leader counts: the ISR that it knows, and while it waits for an answer all that may be in it. */
export function countedIsr(
  { isr, pending }: Leadership,
  { countedIsr }: KRaftPartitionRules,
): SetOf<Broker> {
  if (pending === NOBODY) return isr;
  return countedIsr === 'proposed' ? pending : unionOf(isr, pending);
}

/** To where the leader knows everyone that it counts to be; never back. */
export function raiseHighWatermark(
  cluster: Cluster,
  draft: KRaftPartitionDraft,
  leader: Broker,
): void {
  const { everyone, rules } = cluster;
  const { acks } = cluster.constants;
  const own = draft.brokers.at(leader);
  if (own.leading === null) return;
  const { isr, followers, answersFrom } = own.leading;
  if (rules.highWatermarkNeedsMinIsr && size(isr) < effectiveMinIsr(cluster)) return;
  const counted = countedIsr(own.leading, rules);
  let reached = own.log.length;
  for (const follower of everyone) {
    const known = followers.at(follower);
    if (follower !== leader && (has(counted, follower) || known?.isCaughtUp === true))
      reached = Math.min(reached, known?.end ?? -1);
  }
  while (own.highWatermark < reached) {
    const passed = own.log.at(own.highWatermark);
    if (passed === undefined) return;
    if (draft.committed.length === own.highWatermark)
      draft.committed.push({ id: passed.id, epoch: passed.epoch });
    own.highWatermark += 1;
    // DelayedProduce: producers of what it has appended itself wait here, for as long as it leads without a break.
    const isAnswered = acks === ACKS_ALL && own.highWatermark > answersFrom;
    if (isAnswered && size(counted) >= effectiveMinIsr(cluster))
      draft.acknowledged = add(draft.acknowledged, passed.id);
  }
}
