/** The metadata log of a voter: its records, where its epochs end, and what a follower truncates. */
import { int, list, record } from '../../checker/index.ts';
import { type Entry, type Log, latestEpoch } from '../log.ts';

interface MetadataLogBounds {
  readonly maxRecords: number;
  readonly maxEpoch: number;
}

export function metadataLogSize({ maxRecords, maxEpoch }: MetadataLogBounds): number {
  return maxRecords + maxEpoch;
}

/** The id of the control record that every new leader appends first: LeaderChange. */
export const LEADER_CHANGE = -1;

/** With room for all: a leader appends LeaderChange once an epoch. */
export function metadataLogSchema({ maxRecords, maxEpoch }: MetadataLogBounds) {
  const entry = record(
    { id: int(LEADER_CHANGE, maxRecords - 1), epoch: int(0, maxEpoch) },
    entryText,
  );
  return list(entry, metadataLogSize({ maxRecords, maxEpoch }));
}

export function entryText({ id, epoch }: Entry): string {
  return `${id === LEADER_CHANGE ? 'leader-change' : `r${id}`}@e${epoch}`;
}

interface OffsetAndEpoch {
  readonly offset: number;
  readonly epoch: number;
}

/**
 * KafkaMetadataLog.endOffsetForEpoch: the largest epoch in the log that is not above `epoch`, and where
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

/** Whether a log, by its last epoch and then by its length, is at least as far as another. */
export function isUpToDate(log: Log, other: Log): boolean {
  const [epoch, otherEpoch] = [latestEpoch(log), latestEpoch(other)];
  return epoch > otherEpoch || (epoch === otherEpoch && log.length >= other.length);
}
