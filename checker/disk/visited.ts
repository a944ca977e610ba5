/** Adding states to a store that is on disk: new states are told from visited ones by their fingerprints. */

import { place } from '../store/add.ts';
import type { Batch } from '../store/batch.ts';
import { SEGMENT_STATES, type StateStore } from '../store/store.ts';
import { type Disk, writeAll } from './disk.ts';
import { chunkOf, enter, type FingerprintSet, holds, placeOf } from './fingerprints.ts';

/**
 * Adds the waiting states of a batch, in order, unless known: as `addAll` does. Out of room it stops at the
 * first state that needs some.
 */
export function addByFingerprint(
  disk: Disk,
  set: FingerprintSet,
  store: StateStore,
  batch: Batch,
): number {
  const { lanes } = disk;
  const { pending, words, parents, fresh } = batch;
  prefetch(disk, set, store.words, batch);
  let added = 0;
  for (let at = 0; at < pending; at++) {
    if (holds(set, lanes, 3 * at)) continue;
    if (!hasRoom(disk, set, store)) {
      batch.done = at;
      return added;
    }
    enter(set, lanes, 3 * at);
    place(store, store.count, words, at, parents[at] as number);
    store.count += 1;
    fresh[added] = at;
    added += 1;
  }
  batch.done = pending;
  return added;
}

/** Computes a batch's fingerprints and reads where they belong, so that the cache misses overlap. */
function prefetch(disk: Disk, set: FingerprintSet, width: number, { pending, words }: Batch): void {
  const { lanes, lanesOf } = disk;
  let touched = 0;
  for (let at = 0; at < pending; at++) {
    lanesOf(words, at * width, lanes, 3 * at);
    const address = lanes[3 * at] as number;
    touched ^= chunkOf(set, address)[placeOf(set, address)] as number;
  }
  disk.touched = touched;
}

function hasRoom(disk: Disk, set: FingerprintSet, store: StateStore): boolean {
  if (store.count >= store.maxStates) store.shortage = 'states';
  else if (set.count >= set.most) store.shortage = 'memory';
  else return store.count < store.room || nextSegment(disk, store);
  return false;
}

/** The last segment goes to disk, and its memory to the next one. */
function nextSegment(disk: Disk, store: StateStore): boolean {
  if (!writeAll(disk, store)) return false;
  const rows = store.segments.pop();
  store.segments.push(undefined, rows);
  store.room += SEGMENT_STATES;
  return true;
}
