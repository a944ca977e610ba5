/** The search that a run's options ask for: a new one, or one that goes on where it was saved. */
import {
  createSearch,
  type DiskPlace,
  type Model,
  readCheckpoint,
  restoreSearch,
  type Search,
  statesPlace,
} from '../checker/index.ts';
import { statesFileIn } from './disk.ts';
import { bytesLeft } from './memory.ts';
import type { CheckpointPlan, RunOptions, SavedRun } from './plan.ts';

/** How a space is searched, and how far. */
export type SearchPlan = Pick<
  RunOptions,
  | 'all'
  | 'order'
  | 'symmetry'
  | 'stats'
  | 'maxStates'
  | 'maxDepth'
  | 'timeoutSeconds'
  | 'maxMemory'
  | 'disk'
  | 'workers'
>;

export function searchFor(
  model: Model,
  options: SearchPlan,
  checkpoint: CheckpointPlan | null,
): Search {
  const { all, order, symmetry, maxStates, maxDepth, workers, stats, disk } = options;
  const chosen = {
    all,
    order,
    symmetry: symmetry === true,
    maxStates: maxStates ?? Number.POSITIVE_INFINITY,
    maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
    maxBytes: bytesLeft(options),
    shared: workers > 1,
    tally: stats,
  };
  if (checkpoint === null) return createSearch(model, { ...chosen, place: ownPlace(disk) });
  // Checkpoints keep the states beside them, whether or not memory is used up.
  const place = statesPlace(checkpoint.folder, disk !== null);
  if (!checkpoint.resume) return createSearch(model, { ...chosen, place });
  const { search: record } = readCheckpoint<SavedRun>(checkpoint.folder);
  return restoreSearch(model, { ...chosen, place }, record);
}

function ownPlace(disk: string | null): DiskPlace | null {
  return disk === null ? null : { file: statesFileIn(disk), temporary: true, overflow: true };
}
