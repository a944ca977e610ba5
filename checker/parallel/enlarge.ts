/** A larger index, filled by all members at once: each enters a part of the stored states. */
import { readEntries } from '../store/ahead.ts';
import { offsetOf, type StateStore, segmentOf } from '../store/store.ts';

/** States that are entered together: what is read for them ahead must stay in the cache. */
const CHUNK = 512;

/** The part of one of the members that are present: the first, and the one after the last. */
function partOf(member: number, present: number, whole: number): readonly [number, number] {
  return [Math.floor((whole * member) / present), Math.floor((whole * (member + 1)) / present)];
}

/** Written, so that reading ahead meets memory: a page that is read first is mapped twice. */
export function clearPart({ index }: StateStore, member: number, present: number): void {
  const [from, to] = partOf(member, present, index.length);
  index.fill(0, from, to);
}

/** @param stored how many states there are in all */
export function enterPart(
  store: StateStore,
  member: number,
  present: number,
  stored: number,
): void {
  const [from, to] = partOf(member, present, stored);
  const hashes = new Int32Array(CHUNK);
  for (let first = from; first < to; first += CHUNK)
    enterChunk(store, first, Math.min(CHUNK, to - first), hashes);
}

function enterChunk(store: StateStore, from: number, count: number, hashes: Int32Array): void {
  const { index, code } = store;
  const mask = index.length - 1;
  for (let nth = 0; nth < count; nth++)
    hashes[nth] = code.hash(segmentOf(store, from + nth), offsetOf(store, from + nth));
  store.touched ^= readEntries(index, hashes, 0, count);
  for (let nth = 0; nth < count; nth++) {
    const hash = hashes[nth] as number;
    const entry = (hash & ~mask) | (from + nth + 1);
    let slot = hash & mask;
    while (index[slot] !== 0 || Atomics.compareExchange(index, slot, 0, entry) !== 0)
      slot = (slot + 1) & mask;
  }
}
