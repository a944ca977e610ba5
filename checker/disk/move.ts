/**
 * States on the move between memory and disk, a piece at a time, so that whoever runs the search keeps control:
 * to disk when memory is used up, and back when a search is resumed.
 */
import { addSegment, allocate, enterStates, growIndex } from '../store/room.ts';
import { SEGMENT_STATES, type StateStore } from '../store/store.ts';
import { checksumOf, DiskError, noteChecksum, readStates } from './arena.ts';
import { type Disk, type Frame, readBack, writeSome } from './disk.ts';
import { createFingerprintSet, enterUnasked, type FingerprintSet } from './fingerprints.ts';

/** Segments read back that are kept: the one that is expanded, and some for traces and audits. */
const FRAMES = 4;
/** Chunks of memory that are cleared in one piece. */
const CLEARED = 16;

/**
 * Moves a piece; nothing may wait in the batch. `isReady` says when all is done, `store.shortage` that it cannot
 * be.
 * @throws DiskError when a file cannot be read or written, or is damaged.
 */
export function moveOn(disk: Disk, store: StateStore): void {
  store.shortage = null;
  if (disk.phase === 'memory') disk.phase = 'writing';
  if (disk.phase === 'reading') readSome(disk, store);
  else if (disk.phase === 'entering') enterSome(disk, store);
  else if (disk.arena.count < store.count) writeSome(disk, store);
  else giveUpMemory(disk, store);
}

/**
 * The first `count` states of the arena are those of a store that is empty so far; they have this checksum. Frames
 * are taken even beyond the memory allowed: without them there is no way to say what is there.
 */
export function beginReading(disk: Disk, store: StateStore, count: number, checksum: number): void {
  const frames = Array.from({ length: FRAMES }, () => new Int32Array(segmentLength(store)));
  store.bytes += FRAMES * 4 * segmentLength(store);
  useFrames(disk, store, frames);
  // It is filled while they are read. Without memory for it, there is none for all of them either.
  growIndex(store, count);
  store.shortage = null;
  disk.arena.count = count;
  disk.expected = checksum;
  disk.phase = 'reading';
  store.count = count;
}

/** Reads a segment: into memory if there is room, or else to see that it is what was written. */
function readSome(disk: Disk, store: StateStore): void {
  const { arena, frames, done } = disk;
  const segment = Math.floor(done / SEGMENT_STATES);
  const states = Math.min(SEGMENT_STATES, store.count - done);
  const { rows } = frames[0] as Frame;
  (frames[0] as Frame).segment = -1;
  noteChecksum(arena, states, readStates(arena, done, states, rows));
  // With a gap before it, a segment would not be in its place.
  if (segment === store.segments.length && store.indexFullAt >= store.count && addSegment(store)) {
    store.segments[segment]?.set(rows);
    enterStates(store, done, done + states);
  }
  store.shortage = null;
  disk.done = done + states;
  if (disk.done === store.count) endReading(disk, store);
}

function endReading(disk: Disk, store: StateStore): void {
  const { arena, overflow, expected } = disk;
  if (checksumOf(arena) !== expected)
    throw new DiskError(
      'use',
      arena.file,
      new Error('it is damaged: its checksum is another one. Search anew'),
    );
  const isAllInMemory = store.segments.length * SEGMENT_STATES >= store.count;
  if (isAllInMemory) disk.phase = 'memory';
  else if (overflow) giveUpMemory(disk, store);
  else store.shortage = 'memory';
}

/** All states are in the arena: what memory they and their index took is for their fingerprints from now on. */
function giveUpMemory(disk: Disk, store: StateStore): void {
  const set = takeMemory(disk, store);
  if (set === null) {
    store.shortage = 'memory';
    return;
  }
  disk.set = set;
  disk.done = 0;
  disk.phase = 'entering';
}

/**
 * Makes a set of the memory that states and index have taken, and of what else is allowed. The last segment stays
 * as it is, for the states to come. Null, and nothing is changed, if that is not enough.
 */
function takeMemory(disk: Disk, store: StateStore): FingerprintSet | null {
  const { segments, index, count } = store;
  const length = segmentLength(store);
  const last = Math.floor(count / SEGMENT_STATES);
  const spare = segments.filter(
    (rows, nth): rows is Int32Array => rows !== undefined && nth !== last,
  );
  for (let from = 0; from + length <= index.length; from += length)
    spare.push(index.subarray(from, from + length));
  while (Number.isFinite(store.maxBytes)) {
    const more = allocate(store, length);
    if (more === null) break;
    spare.push(more);
  }
  store.shortage = null;
  const frames = disk.frames.length > 0 ? [] : spare.splice(0, FRAMES);
  const tail = segments[last] ?? spare.pop();
  const set = createFingerprintSet(spare);
  if (tail === undefined || set.most < count + disk.ahead) return null;
  if (disk.frames.length === 0) useFrames(disk, store, frames);
  if (segments[last] === undefined && count % SEGMENT_STATES > 0) tail.set(readBack(disk, last));
  disk.toClear = [...spare];
  store.index = new Int32Array(0);
  segments.fill(undefined);
  segments.length = last;
  segments.push(tail);
  store.room = (last + 1) * SEGMENT_STATES;
  return set;
}

function useFrames(disk: Disk, store: StateStore, frames: readonly Int32Array[]): void {
  disk.frames = frames.map((rows) => ({ segment: -1, rows }));
  store.readBack = (segment) => readBack(disk, segment);
}

/** Clears some of the memory of the set, or enters the fingerprints of a segment of the arena. */
function enterSome(disk: Disk, { count }: StateStore): void {
  const { arena, lanesOf, lanes, done, set, toClear } = disk;
  if (toClear.length > 0) {
    for (const chunk of toClear.splice(-CLEARED)) chunk.fill(0);
    return;
  }
  if (set === null) throw new RangeError('there is no set to enter fingerprints in');
  const rows = readBack(disk, Math.floor(done / SEGMENT_STATES));
  const states = Math.min(SEGMENT_STATES, count - done);
  for (let state = 0; state < states; state++) {
    lanesOf(rows, state * arena.width, lanes, 0);
    enterUnasked(set, lanes, 0);
  }
  disk.done = done + states;
  if (disk.done === count) disk.phase = 'disk';
}

function segmentLength({ words }: StateStore): number {
  return SEGMENT_STATES * (words + 1);
}
