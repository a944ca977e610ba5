/**
 * Where a follower's log parts from its leader's, and what it truncates for that: asked and answered with a fetch
 * (KIP-595), for the metadata log as for any partition from 2.7 on.
 *
 * Kafka asks an epoch cache, which has the epoch of a leader also before its first record. Asked of the log alone the answer
 * is the same: an epoch without records begins where the log ends, and goes when the next one begins there.
 */
import { type Log, latestEpoch } from './log.ts';

interface OffsetAndEpoch {
  readonly offset: number;
  readonly epoch: number;
}

/**
 * KafkaMetadataLog.endOffsetForEpoch, LeaderEpochFileCache.endOffsetFor: the largest epoch in the log that is not above `epoch`, and where
 * it ends. Below the first epoch of the log, `epoch` itself and the start of the first.
 */
function endOffsetForEpoch(log: Log, epoch: number): OffsetAndEpoch {
  const next = log.findIndex((entry) => entry.epoch > epoch);
  if (next === -1) return { offset: log.length, epoch: latestEpoch(log) };
  const floor = next === 0 ? undefined : log.at(next - 1);
  return { offset: next, epoch: floor === undefined ? epoch : floor.epoch };
}

/**
 * What a leader makes of a fetch from `offset` by a follower whose last record is of `epoch`
 * (ReplicatedLog.validateOffsetAndEpoch): null if its log agrees with the leader's so far, otherwise where
 * they part at the latest.
 */
export function divergence(leader: Log, offset: number, epoch: number): OffsetAndEpoch | null {
  if (offset === 0) return null;
  const end = endOffsetForEpoch(leader, epoch);
  return end.epoch === epoch && end.offset >= offset ? null : end;
}

/** ReplicatedLog.truncateToEndOffset: where a follower cuts its log once it knows of a divergence. */
export function truncationOffset(log: Log, diverging: OffsetAndEpoch): number {
  const own = endOffsetForEpoch(log, diverging.epoch);
  return own.epoch === diverging.epoch ? Math.min(own.offset, diverging.offset) : own.offset;
}
