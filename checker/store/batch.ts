/** Successors on their way into the store: a batch at a time, so that cache misses overlap. */

export interface Batch {
  words: Int32Array;
  /** The number of the state that each successor was reached from. */
  parents: Int32Array;
  readonly hashes: Int32Array;
  /** After `addAll`: the positions in the batch of those that were new. */
  readonly fresh: Int32Array;
  /** How many wait. */
  pending: number;
  /** After `addAll`: how many it dealt with; fewer than there were when it ran out of room. */
  done: number;
}

/** @param found where the successors and their parents go, if not into memory of its own */
export function createBatch(
  words: number,
  capacity: number,
  found: Pick<Batch, 'words' | 'parents'> | null = null,
): Batch {
  return {
    words: found?.words ?? new Int32Array(words * capacity),
    parents: found?.parents ?? new Int32Array(capacity),
    hashes: new Int32Array(capacity),
    fresh: new Int32Array(capacity),
    pending: 0,
    done: 0,
  };
}
