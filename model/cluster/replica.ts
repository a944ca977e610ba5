/** What happens to a replica's log and to what it remembers, whoever makes it happen. */
import { add, emptySet, has, put } from '../../checker/index.ts';
import { cacheBelow } from '../epochCache.ts';
import type { ClusterRules } from './rules.ts';
import { type Broker, type BrokerDraft, UNKNOWN } from './state.ts';

/** Appends a record, and notes its epoch if it is a new one: that is flushed (LeaderEpochFileCache.assign). */
export function append(own: BrokerDraft, id: number, epoch: number): void {
  own.log.push({ id, epoch });
  noteEpoch(own, epoch);
}

export function noteEpoch(own: BrokerDraft, epoch: number): void {
  if (has(own.epochs, epoch)) return;
  own.epochs = add(own.epochs, epoch);
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

/** What it was about to take note of, as leader of some epoch, dies with the process only. */
export function forgetRequests(own: BrokerDraft): void {
  for (let key = 0; key < own.unrecorded.length; key++) put(own.unrecorded, key as Broker, null);
  own.isr = emptySet<Broker>();
}
