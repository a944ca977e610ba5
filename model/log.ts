/** A replica's log: offsets are 0-based, the log end offset is its length and so exclusive. */
import { int, list, type RecordSchema, record, type Sequence } from '../checker/index.ts';

/** A record: who it is, and the epoch of the leader that appended it (in the message format since KIP-101). */
export interface Entry {
  readonly id: number;
  readonly epoch: number;
}

export type Log = Sequence<Entry>;

/** The schema of a log of at most `size` records with ids below `records` and epochs up to `maxEpoch`. */
export function logSchema(size: number, records: number, maxEpoch: number) {
  const entry = record(
    { id: int(0, records - 1), epoch: int(0, maxEpoch) },
    ({ id, epoch }) => `r${id}@e${epoch}`,
  );
  return list(entry satisfies RecordSchema, size);
}

/** Whether both logs hold the same record at `offset`. */
export function sameEntryAt(a: Log, b: Log, offset: number): boolean {
  const one = a.at(offset);
  const other = b.at(offset);
  return (
    one !== undefined && other !== undefined && one.id === other.id && one.epoch === other.epoch
  );
}

/** Whether both logs hold the same record at every offset below `end`. */
export function agreeBelow(a: Log, b: Log, end: number): boolean {
  for (let offset = 0; offset < end; offset++) {
    if (!sameEntryAt(a, b, offset)) return false;
  }
  return true;
}

/** Whether a log reaches `end`, and has there what was committed, as far as anything was. */
export function hasCommitted(log: Log, committed: Log, end: number): boolean {
  return end <= log.length && agreeBelow(log, committed, Math.min(end, committed.length));
}

/** The epoch of the last record, or -1 for an empty log. */
export function latestEpoch(log: Log): number {
  const { length } = log;
  return length === 0 ? -1 : (log.at(length - 1)?.epoch ?? -1);
}
