/**
 * What a breadth-first search keeps on disk: its states, in the order of their numbers. They go there when
 * memory is used up, which is then made into a set of fingerprints by which new states are told from visited ones;
 * and for a checkpoint, from which a later run reads them back.
 */
import type { Batch } from '../store/batch.ts';
import { reserve } from '../store/room.ts';
import { SEGMENT_STATES, type StateStore, segmentOf } from '../store/store.ts';
import { type Arena, appendStates, createArena, DiskError, readBlock } from './arena.ts';
import type { FingerprintSet } from './fingerprints.ts';
import { type Lanes, lanesFor } from './lanes.ts';

/** Where the states are to go. */
export interface DiskPlace {
  readonly file: string;
  /** Whether nothing shall be left of the file when the process ends. */
  readonly temporary: boolean;
  /** Whether to go on on disk when memory is used up. */
  readonly overflow: boolean;
}

/** A segment that was read back. */
export interface Frame {
  segment: number;
  readonly rows: Int32Array;
}

/**
 * - `memory`: states and index are in memory, whether or not they are on disk as well.
 * - `reading`: those of a checkpoint are being read.
 * - `writing`: memory is used up; what the arena does not have yet is being written.
 * - `entering`: all states are in the arena, and their fingerprints are entered in the set.
 * - `disk`: the set is complete.
 */
export type Phase = 'memory' | 'reading' | 'writing' | 'entering' | 'disk';

export interface Disk {
  readonly arena: Arena;
  readonly overflow: boolean;
  phase: Phase;
  /** Reading or entering: how many of the states are done. */
  done: number;
  /** Reading: what the checksum must be in the end. */
  expected: number;
  /** Entering: memory that still has to be cleared. */
  toClear: Int32Array[];
  /** Null while the index is in memory. */
  set: FingerprintSet | null;
  /** Comparisons of fingerprints in the runs before this one, if it goes on with a checkpoint. */
  comparedBefore: number;
  readonly lanesOf: Lanes;
  /** Of each state in the batch, its lanes. */
  readonly lanes: Int32Array;
  /** States that two batches can bring: there must be room for them before another one is expanded. */
  readonly ahead: number;
  /** The one used last comes first. */
  frames: Frame[];
  /** Why nothing more can be written. */
  problem: string | null;
  /** Keeps reads that only fill the cache from being optimised away. */
  touched: number;
}

/** For a search whose states are in memory so far. */
export function createDisk(place: DiskPlace, words: number, { parents }: Batch): Disk {
  return {
    arena: createArena(place, words + 1, SEGMENT_STATES),
    overflow: place.overflow,
    phase: 'memory',
    done: 0,
    expected: 0,
    toClear: [],
    set: null,
    comparedBefore: 0,
    lanesOf: lanesFor(words),
    lanes: new Int32Array(3 * parents.length),
    ahead: 2 * parents.length,
    frames: [],
    problem: null,
    touched: 0,
  };
}

/** How often fingerprints of two states were compared, in this run and those that it goes on with. */
export function comparisonsOf({ set, comparedBefore }: Disk): number {
  return comparedBefore + (set?.comparisons ?? 0);
}

/**
 * Whether another state can be expanded: states are where they shall be, and there is room for what it may
 * bring. If not, it is time to move a piece of them.
 */
export function isReady({ phase, overflow, ahead }: Disk, store: StateStore): boolean {
  if (phase === 'disk') return true;
  if (phase !== 'memory') return false;
  const { count, room, indexFullAt } = store;
  if (!overflow || count + ahead <= Math.min(room, indexFullAt) || reserve(store, ahead))
    return true;
  // What waits still has room: it goes to the store first.
  store.shortage = null;
  return false;
}

/**
 * Appends what the arena does not have yet of the states, up to the end of a segment. Returns false, and says
 * why in `store.shortage` and `problem`, when they cannot be written.
 */
export function writeSome(disk: Disk, store: StateStore): boolean {
  const { arena } = disk;
  const { count: first } = arena;
  const from = first % SEGMENT_STATES;
  const states = Math.min(store.count - first, SEGMENT_STATES - from);
  if (states === 0) return true;
  try {
    appendStates(arena, segmentOf(store, first), from, states);
    return true;
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    disk.problem = error.message;
    store.shortage = 'disk';
    return false;
  }
}

/** Appends all that the arena does not have yet; as `writeSome`. */
export function writeAll(disk: Disk, store: StateStore): boolean {
  while (disk.arena.count < store.count) if (!writeSome(disk, store)) return false;
  return true;
}

/**
 * A segment of the arena; good until the next call.
 * @throws DiskError when it cannot be read, or is damaged.
 */
export function readBack({ arena, frames }: Disk, segment: number): Int32Array {
  const nth = frames.findIndex((frame) => frame.segment === segment);
  const [frame] = frames.splice(nth, 1);
  if (frame === undefined) throw new RangeError('there is no frame to read states into');
  frames.unshift(frame);
  if (nth !== -1) return frame.rows;
  // What it held is gone even if the new one cannot be read; and one that is not full yet will change.
  frame.segment = -1;
  if (readBlock(arena, segment, frame.rows) === SEGMENT_STATES) frame.segment = segment;
  return frame.rows;
}
