/**
 * The leader epoch cache of a replica (LeaderEpochFileCache, KIP-101): which leader epochs it knows, and
 * where each begins in its log. Only the epochs are kept here. An epoch begins at the first record of
 * that epoch or a later one, and at the end of the log if there is none.
 */
import { add, emptySet, has, intersection, type SetOf } from '../checker/index.ts';
import type { Log } from './log.ts';

/** The leader epochs that a replica knows, as a set. */
export type EpochCache = SetOf<number>;

/** A log with what is known of its epochs. */
export interface LogOfEpochs {
  readonly log: Log;
  readonly epochs: EpochCache;
  /** What is known of where epochs begin goes back to this offset, and no further. */
  readonly epochsFrom: number;
}

/** What a leader answers to OffsetsForLeaderEpoch. */
export interface EpochEnd {
  /** The largest epoch known to the leader that is not above the one asked for (KIP-279). */
  readonly epoch: number;
  /** Where that epoch ends: exclusive. */
  readonly endOffset: number;
}

/** Largest key that a cache of epochs can hold. */
const LARGEST = 30;

/** The first offset with a record of `epoch` or a later one. */
export function startOffsetOf(log: Log, epoch: number): number {
  const first = log.findIndex((entry) => entry.epoch >= epoch);
  return first === -1 ? log.length : first;
}

/** The largest epoch in the cache that is at most `epoch`; -1 if there is none. */
function floorEpoch(cache: EpochCache, epoch: number): number {
  for (let candidate = epoch; candidate >= 0; candidate--) {
    if (has(cache, candidate)) return candidate;
  }
  return -1;
}

/** The smallest epoch in the cache above `epoch`; -1 if there is none. */
function higherEpoch(cache: EpochCache, epoch: number): number {
  for (let candidate = epoch + 1; candidate <= LARGEST; candidate++) {
    if (has(cache, candidate)) return candidate;
  }
  return -1;
}

/** The last epoch that the cache knows; -1 if it is empty. */
export function latestKnownEpoch(cache: EpochCache): number {
  return floorEpoch(cache, LARGEST);
}

/**
 * LeaderEpochFileCache.endOffsetFor: the end of `epoch` in this log. Null for an undefined answer: the
 * cache is empty, or knows neither the epoch nor a later one; or, until 2.0.0, only later ones.
 */
export function endOffsetFor(
  { log, epochs, epochsFrom }: LogOfEpochs,
  epoch: number,
  answersBelowFirst: boolean,
): EpochEnd | null {
  if (epoch < 0) return null;
  if (epoch === latestKnownEpoch(epochs)) return { epoch, endOffset: log.length };
  const higher = higherEpoch(epochs, epoch);
  if (higher === -1) return null;
  const floor = floorEpoch(epochs, epoch);
  if (floor === -1 && !answersBelowFirst) return null;
  const endOffset = Math.max(startOffsetOf(log, higher), epochsFrom);
  return { epoch: floor === -1 ? epoch : floor, endOffset };
}

/** The epochs before `epoch` that begin before the end of the log: those that it does not conflict with. */
export function epochsBefore(own: LogOfEpochs, epoch: number): EpochCache {
  return intersection(cacheBelow(own, own.log.length), (2 ** epoch - 1) as EpochCache);
}

/** What is left of a cache once the log ends at `end`: LeaderEpochFileCache.truncateFromEnd. */
export function cacheBelow({ log, epochs, epochsFrom }: LogOfEpochs, end: number): EpochCache {
  let rest: EpochCache = emptySet<number>();
  for (let epoch = 0; epoch <= latestKnownEpoch(epochs); epoch++) {
    if (has(epochs, epoch) && Math.max(startOffsetOf(log, epoch), epochsFrom) < end)
      rest = add(rest, epoch);
  }
  return rest;
}
