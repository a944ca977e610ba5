/** Successors on their way into the store: a batch at a time, so that cache misses overlap. */

export interface Batch {
  readonly words: Int32Array;
  /** The number of the state that each successor was reached from. */
  readonly parents: Int32Array;
  readonly hashes: Int32Array;
  /** After `addAll`: the positions in the batch of those that were new. Until then `readAhead` writes here. */
  readonly fresh: Int32Array;
  /** How many wait. */
  pending: number;
  /** After `addAll`: how many it dealt with; fewer than there were when it ran out of room. */
  done: number;
}

export function createBatch(words: number, capacity: number): Batch {
  return {
    words: new Int32Array(words * capacity),
    parents: new Int32Array(capacity),
    hashes: new Int32Array(capacity),
    fresh: new Int32Array(capacity),
    pending: 0,
    done: 0,
  };
}
