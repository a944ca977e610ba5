/** Saving a search under way. */
import { DiskError } from '../disk/arena.ts';
import { isPastSaving } from '../recovery/recovery.ts';
import { finish, type Search } from '../search/progress.ts';
import { writeCheckpoint } from './file.ts';
import { recordOf } from './record.ts';

/** Whether a search is where it can be saved: its states have been read, and it is not over, or has all its judging to do. */
export function isSavable(search: Search): boolean {
  const { disk } = search;
  return disk !== null && disk.phase !== 'reading' && !isPastSaving(search);
}

/**
 * Saves a search; what is waiting is judged first, so that it may be over afterwards. Returns how many states were
 * saved; null if it was over, or ends because nothing can be written: the checkpoint before is still there then.
 * @param run what its maker wants to know when it goes on
 */
export function saveSearch<Run>(search: Search, folder: string, run: Run): number | null {
  try {
    const record = recordOf(search);
    if (record !== null) writeCheckpoint(folder, { run, search: record });
    return record?.states ?? null;
  } catch (error) {
    if (!(error instanceof DiskError) || !error.writing || search.disk === null) throw error;
    search.disk.problem = error.message;
    finish(search, 'disk');
    return null;
  }
}
