/** A larger index, filled by all members at once: each clears a part of it, and then enters a part of the stored states. */
import { enterStates, putAmongOthers } from '../store/room.ts';
import type { StateStore } from '../store/store.ts';

/** The part of one of the members that are present: the first, and the one after the last. */
function partOf(member: number, present: number, whole: number): readonly [number, number] {
  return [Math.floor((whole * member) / present), Math.floor((whole * (member + 1)) / present)];
}

/** Entries that a member clears at once. */
const BLOCK = 2 ** 16;

/**
 * Written, so that reading ahead meets memory: a page that is read first is mapped twice. What was not part of the index
 * before takes ten times as long as what was, so members take turns.
 */
export function clearPart({ index }: StateStore, member: number, present: number): void {
  for (let from = member * BLOCK; from < index.length; from += present * BLOCK)
    index.fill(0, from, Math.min(from + BLOCK, index.length));
}

/** @param stored how many states there are in all */
export function enterPart(
  store: StateStore,
  member: number,
  present: number,
  stored: number,
): void {
  const [from, to] = partOf(member, present, stored);
  enterStates(store, from, to, putAmongOthers);
}
