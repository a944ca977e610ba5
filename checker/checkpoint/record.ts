/** What a checkpoint keeps of a search beside its states, as plain JSON. */

import { checksumOf, syncArena } from '../disk/arena.ts';
import { comparisonsOf, writeAll } from '../disk/disk.ts';
import { isPastSaving } from '../recovery/recovery.ts';
import { finish, type Search } from '../search/progress.ts';
import { flush } from '../search/search.ts';

export interface SearchRecord {
  /** How many states the arena holds of the search, and their CRC-32. There may be more behind them. */
  readonly states: number;
  readonly checksum: number;
  /** Comparisons of fingerprints so far: each may have gone wrong. */
  readonly comparisons: number;
  readonly head: number;
  readonly levelEnd: number;
  readonly depth: number;
  readonly transitions: number;
  readonly levelStarts: readonly number[];
  readonly taken: readonly number[];
  readonly samples: readonly {
    readonly state: number;
    readonly enabled: readonly number[] | null;
    readonly only: number | null;
  }[];
  /** Findings so far: a property, or null for a deadlock. */
  readonly sightings: readonly {
    readonly property: string | null;
    readonly state: number;
    readonly instance: number | null;
  }[];
  /** The names of the properties that nothing has violated or satisfied yet. */
  readonly open: readonly string[];
}

/**
 * Writes the states that the arena does not have yet, and returns the rest; null if the search is over or, because they
 * cannot be written, ends with this.
 * @throws DiskError when it cannot be known whether they are on the disk.
 */
export function recordOf(search: Search): SearchRecord | null {
  const { disk, store } = search;
  if (disk === null) throw new RangeError('a search without a place on disk has no checkpoints');
  flush(search);
  if (isPastSaving(search)) return null;
  if (!writeAll(disk, store)) {
    finish(search, 'disk');
    return null;
  }
  syncArena(disk.arena);
  const { always, steps, unseen, unseenSteps } = search;
  return {
    states: store.count,
    checksum: checksumOf(disk.arena),
    comparisons: comparisonsOf(disk),
    head: search.head,
    levelEnd: search.levelEnd,
    depth: search.depth,
    transitions: search.transitions,
    levelStarts: search.levelStarts,
    taken: [...search.taken],
    samples: search.samples.map(({ state, enabled, only }) => ({
      state,
      enabled: enabled === null ? null : [...enabled],
      only,
    })),
    sightings: search.sightings.map(({ property, state, instance }) => ({
      property: property?.name ?? null,
      state,
      instance,
    })),
    open: [...always, ...steps, ...unseen, ...unseenSteps].map(({ name }) => name),
  };
}
