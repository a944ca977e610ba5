/** What a producer with acks=all hears of a record, and when: each record once. */
import { add, has, size } from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import type { Entry } from '../log.ts';
import type { DurabilityRules } from './rules.ts';
import {
  type DurabilityConstants,
  type DurabilityDraft,
  type DurabilityState,
  liveLeader,
} from './state.ts';

/**
 * Whether a producer still waits for an answer about a record: the leader appended it in this epoch, so
 * the DelayedProduce is in its purgatory, and has not been completed.
 */
export function isAwaited(state: DurabilityState, recordId: number): boolean {
  const leader = liveLeader(state);
  if (leader === null || has(state.failed, recordId)) return false;
  const { log, highWatermark } = state.brokers.at(leader);
  const offset = log.findIndex(({ id }) => id === recordId);
  return offset >= highWatermark && log.at(offset)?.epoch === state.partition.leaderEpoch;
}

/**
 * The answer to acks=all once the high watermark has passed a record: NOT_ENOUGH_REPLICAS_AFTER_APPEND
 * where the ISR has shrunk below min ISR (Partition.checkEnoughReplicasReachOffset). Nobody waits for
 * what an earlier leader appended: to that producer the connection broke, or it was told otherwise.
 */
export function answer(
  draft: DurabilityDraft,
  { id, epoch }: Entry,
  { answerInEpoch }: DurabilityRules,
  { minIsr }: DurabilityConstants,
): void {
  const { leaderEpoch, isr } = draft.partition;
  if (answerInEpoch && (epoch !== leaderEpoch || has(draft.failed, id))) return;
  if (size(isr) >= minIsr) draft.acknowledged = add(draft.acknowledged, id);
  else draft.failed = add(draft.failed, id);
}

/**
 * A leader that stops leading fails what waits in its purgatory: with NOT_LEADER_FOR_PARTITION if it is
 * up (ReplicaManager.makeFollowers completes them), with a broken connection if it crashes.
 */
export function failAwaited(draft: DurabilityDraft, { acks }: DurabilityConstants): void {
  const leader = liveLeader(draft);
  if (leader === null || acks !== ACKS_ALL) return;
  const { log, highWatermark } = draft.brokers.at(leader);
  for (let offset = highWatermark; offset < log.length; offset++) {
    const entry = log.at(offset);
    if (entry?.epoch === draft.partition.leaderEpoch) draft.failed = add(draft.failed, entry.id);
  }
}
