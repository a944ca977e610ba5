/** Searches whose states go to disk, or that are saved and go on, at any time: for tests. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCheckpoint, statesPlace } from '../checkpoint/file.ts';
import { restoreSearch } from '../checkpoint/restore.ts';
import { isSavable, saveSearch } from '../checkpoint/save.ts';
import type { Search, SearchOptions } from '../search/progress.ts';
import { advance, createSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';

/** Enough for the small sets of fingerprints of a test, and little enough to fill with zeros. */
const MEMORY = 8_000_000;

/** Runs a test in a folder of its own. */
export function inFolder<Result>(test: (folder: string) => Result): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'fencepost-test-'));
  try {
    return test(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What happens to a search, and after how many slices. */
export interface Fate {
  /** States to a slice. */
  readonly slice: number;
  /** When memory counts as used up; null for never. */
  readonly shortAt: number | null;
  /** When it is saved. */
  readonly savedAt: readonly number[];
  /** When it dies, after which it goes on from what was saved last; each time counted from there. */
  readonly diesAt: readonly number[];
}

/** A search that is over. */
export function searchedOnDisk(
  model: Model,
  options: SearchOptions,
  { slice, shortAt, savedAt, diesAt }: Fate,
  folder: string,
): Search {
  const place = statesPlace(folder, true);
  const given = { ...options, place, maxBytes: MEMORY };
  let search = createSearch(model, given);
  if (isSavable(search)) saveSearch(search, folder, null);
  const deaths = [...diesAt];
  for (let at = 0; !search.over; at++) {
    if (at === shortAt && search.disk?.phase === 'memory') search.disk.phase = 'writing';
    if (savedAt.includes(at) && isSavable(search)) saveSearch(search, folder, null);
    if (at === deaths[0]) {
      deaths.shift();
      // What it had written since, and not all of the last state.
      appendFileSync(place.file, 'half of a');
      search = restoreSearch(model, given, readCheckpoint<null>(folder).search);
      at = 0;
    }
    advance(search, slice);
  }
  return search;
}
