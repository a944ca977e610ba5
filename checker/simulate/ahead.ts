/**
 * What other threads have walked ahead of a simulation. It counts a walk on which nothing happened without walking it
 * again, and walks those itself on which something did, or that nobody has walked yet. So it ends as if it had walked all
 * of them, however far the others have got.
 */
import type { Model } from '../system/model.ts';

/** Walks that are handed over together: some milliseconds. */
export const BLOCK = 64;
/** Blocks that a thread may be ahead. */
const MOST_AHEAD = 32;

/** In a walk's row; then, by action, in how many of its states that was enabled. */
export const STEPS = 0;
export const STATES = 1;
export const EXPANDED = 2;
/** 1 if something happened that the simulation has to come upon by itself. */
export const EVENTFUL = 3;
export const ENABLED = 4;

/** In `control`: the block that the simulation has come to. */
const REACHED = 0;

/** Shared by the threads. Blocks fall to them in turn, and to the one that simulates. */
export interface Ahead {
  readonly members: number;
  /** Of a row. */
  readonly width: number;
  readonly control: Int32Array;
  /** By block, counted round: the number of the last one that was walked, plus one. */
  readonly ready: Int32Array;
  /** By block, counted round, and walk in it. Sums are exact up to 2^53. */
  readonly rows: Float64Array;
}

/** @param members threads, with the one that simulates */
export function createAhead({ actions }: Model, members: number): Ahead {
  const width = ENABLED + actions.length;
  const blocks = MOST_AHEAD * members;
  return {
    members,
    width,
    control: new Int32Array(new SharedArrayBuffer(4)),
    ready: new Int32Array(new SharedArrayBuffer(4 * blocks)),
    rows: new Float64Array(new SharedArrayBuffer(8 * blocks * BLOCK * width)),
  };
}

/** Says which walk the simulation has come to. Returns its row if another thread has walked it, or null. */
export function rowReached(ahead: Ahead, walk: number): Float64Array | null {
  const { members, control, ready } = ahead;
  const block = Math.floor(walk / BLOCK);
  if (Atomics.load(control, REACHED) < block) {
    Atomics.store(control, REACHED, block);
    Atomics.notify(control, REACHED);
  }
  if (block % members === 0) return null;
  return Atomics.load(ready, block % ready.length) === block + 1 ? rowOf(ahead, walk) : null;
}

export function rowOf({ rows, ready, width }: Ahead, walk: number): Float64Array {
  const start = (walk % (ready.length * BLOCK)) * width;
  return rows.subarray(start, start + width);
}

/** Hands a block over, all of whose rows have been written. */
export function handOver({ ready }: Ahead, block: number): void {
  Atomics.store(ready, block % ready.length, block + 1);
}

/**
 * The first block from `from` on that falls to thread `id` and that the simulation has not come to. Waits until there
 * is room for it.
 */
export function nextBlock({ members, control, ready }: Ahead, id: number, from: number): number {
  for (;;) {
    const reached = Atomics.load(control, REACHED);
    const first = Math.max(from, reached + 1);
    const block = first + ((((id - first) % members) + members) % members);
    if (block < reached + ready.length) return block;
    Atomics.wait(control, REACHED, reached);
  }
}
