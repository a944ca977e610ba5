/** Where a replica truncates its log when it starts to follow a leader, by the rule of the time. */
import { type Log, latestEpoch, sameEntryAt } from './log.ts';

/**
 * - `high-watermark` (until 0.10): to its own high watermark, which may lag what is committed.
 * - `leader-epoch` (KIP-101, 0.11): to the leader's end offset for the follower's last epoch.
 * - `matching-offset` (KIP-279, 2.0): past the last offset at which both hold the same record. Kafka
 *   gets there by asking epoch by epoch; the published model, and this one, take the answer at once.
 */
export const TRUNCATION_RULES = ['high-watermark', 'leader-epoch', 'matching-offset'] as const;

export type TruncationRule = (typeof TRUNCATION_RULES)[number];

/** The offset to truncate to. With `leader-epoch` it may lie beyond the follower's own end. */
export function truncationOffset(
  rule: TruncationRule,
  leader: Log,
  follower: Log,
  followerHighWatermark: number,
): number {
  switch (rule) {
    case 'high-watermark':
      return followerHighWatermark;
    case 'leader-epoch':
      return follower.length === 0
        ? 0
        : endOffsetForEpoch(leader, latestEpoch(follower), followerHighWatermark);
    case 'matching-offset':
      return matchingOffset(leader, follower);
  }
}

/**
 * KIP-101's OffsetsForLeaderEpoch: the leader's end offset for `epoch`. Of an epoch that it does not
 * know, it answers the start of the next larger one, whoever wrote that: the flaw behind KIP-279.
 * Where it knows neither, the follower falls back on its high watermark.
 */
function endOffsetForEpoch(leader: Log, epoch: number, fallback: number): number {
  if (leader.length > 0 && latestEpoch(leader) === epoch) return leader.length;
  const larger = leader.findIndex((entry) => entry.epoch > epoch);
  return larger === -1 ? fallback : larger;
}

/** One more than the last offset at which both logs hold the same record; 0 where there is none. */
export function matchingOffset(leader: Log, follower: Log): number {
  for (let offset = Math.min(leader.length, follower.length) - 1; offset >= 0; offset--) {
    if (sameEntryAt(leader, follower, offset)) return offset + 1;
  }
  return 0;
}
