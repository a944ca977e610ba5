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

/** Whether a log, by its last epoch and then by its length, is at least as far as another. */
export function isUpToDate(log: Log, other: Log): boolean {
  const [epoch, otherEpoch] = [latestEpoch(log), latestEpoch(other)];
  return epoch > otherEpoch || (epoch === otherEpoch && log.length >= other.length);
}
