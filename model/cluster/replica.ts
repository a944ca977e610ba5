/** What happens to a replica's log and to what it remembers, whoever makes it happen. */
import { add, has, put } from '../../checker/index.ts';
import { cacheBelow, epochsBefore, latestKnownEpoch } from '../epochCache.ts';
import type { ClusterRules } from './rules.ts';
import { type Broker, type BrokerDraft, UNKNOWN } from './state.ts';

/** Appends a record, and notes its epoch if it is a new one. */
export function append(own: BrokerDraft, id: number, epoch: number, rules: ClusterRules): void {
  noteEpoch(own, epoch, rules);
  own.log.push({ id, epoch });
}

/**
 * LeaderEpochFileCache.assign: an epoch that begins at the end of the log, flushed at once. Since 2.0.1
 * (KAFKA-7415) it replaces whatever the cache has begin there, epochs that were noted and never had a
 * record, and all later epochs; until then it is refused unless it is later than all that the cache has.
 */
export function noteEpoch(own: BrokerDraft, epoch: number, rules: ClusterRules): void {
  if (has(own.epochs, epoch)) return;
  if (!rules.epochCacheOnBecomeLeader && epoch < latestKnownEpoch(own.epochs)) return;
  const kept = rules.epochCacheOnBecomeLeader ? epochsBefore(own, epoch) : own.epochs;
  own.epochs = add(kept, epoch);
  own.epochsUnflushed = false;
}

/** Log.truncateTo: nothing to do at the end of the log or beyond. A high watermark is never beyond it. */
export function truncateTo(own: BrokerDraft, end: number, rules: ClusterRules): void {
  if (end >= own.log.length) return;
  const epochs = cacheBelow(own, end);
  if (epochs !== own.epochs && !rules.epochCacheDurable) own.epochsUnflushed = true;
  own.epochs = epochs;
  own.epochsFrom = Math.min(own.epochsFrom, end);
  own.log.length = end;
  own.highWatermark = Math.min(own.highWatermark, end);
}

/** What a leader knows of its followers. */
export function forgetFollowers(own: BrokerDraft): void {
  for (let key = 0; key < own.ends.length; key++) put(own.ends, key as Broker, UNKNOWN);
}

/** What it was about to take note of, as leader of some epoch. */
export function forgetRequests(own: BrokerDraft): void {
  for (let key = 0; key < own.unrecorded.length; key++) put(own.unrecorded, key as Broker, null);
}
