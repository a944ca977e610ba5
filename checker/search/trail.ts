/**
 * The trail of a depth-first search: the path to the state expanded last, and at each state of it the
 * siblings that still wait. The states that one expansion adds have numbers in a row, so a frame of the
 * trail is two of them: the next to expand, and the end.
 */
import { allocate } from '../store/room.ts';
import type { StateStore } from '../store/store.ts';

const FIRST_FRAMES = 1024;

export interface Trail {
  /** Two numbers a frame. */
  frames: Int32Array;
  /** How many frames there are: the depth of the state expanded last. */
  height: number;
  /** States below this number are on the trail, or were. */
  known: number;
  /** The largest depth that a state was found at. */
  deepest: number;
}

export function createTrail(): Trail {
  return { frames: new Int32Array(2 * FIRST_FRAMES), height: 0, known: 0, deepest: 0 };
}

/**
 * Takes the states that were stored since the last call as children of the state it returned, and
 * returns the next one to expand; -1 when none is left, or when there is no memory to go deeper
 * (`store.shortage` says so).
 */
export function nextOnTrail(trail: Trail, store: StateStore): number {
  if (store.count > trail.known && !descend(trail, store)) return -1;
  const { frames } = trail;
  while (trail.height > 0) {
    const frame = 2 * (trail.height - 1);
    const state = frames[frame] as number;
    if (state < (frames[frame + 1] as number)) {
      frames[frame] = state + 1;
      return state;
    }
    trail.height -= 1;
  }
  return -1;
}

/** The largest depth of a state, when `distinct` are stored. */
export function deepestOf({ deepest, height, known }: Trail, distinct: number): number {
  return distinct > known ? Math.max(deepest, height + 1) : deepest;
}

function descend(trail: Trail, store: StateStore): boolean {
  if (2 * trail.height === trail.frames.length) {
    const grown = allocate(store, 2 * trail.frames.length);
    if (grown === null) return false;
    grown.set(trail.frames);
    store.bytes -= trail.frames.byteLength;
    trail.frames = grown;
  }
  trail.frames[2 * trail.height] = trail.known;
  trail.frames[2 * trail.height + 1] = store.count;
  trail.deepest = deepestOf(trail, store.count);
  trail.height += 1;
  trail.known = store.count;
  return true;
}
