/** What a team's rounds take of the memory that a search may have. */
import type { Search } from '../search/progress.ts';
import { createShared, type Shared, type Sizes, sliceBytes } from './shared.ts';

/** A round takes so little of the memory that is left: what it has no use for, states miss. */
const SHARE_OF_ROUND = 1 / 16;

/** Whether there is memory for a slice of each member at least. */
export function isRoomForRounds(search: Search, members: number): boolean {
  return members * sliceBytes(sizesOf(search)) <= bytesForRound(search);
}

/** What a team shares, its rounds no larger than memory allows. */
export function sharedFor(search: Search, members: number): Shared {
  return createShared({ ...sizesOf(search), members, bytes: bytesForRound(search) });
}

function sizesOf({ model, machine, store }: Search): Omit<Sizes, 'members'> {
  return {
    words: store.words,
    actions: model.actions.length,
    instances: machine.instances.length,
    properties: model.properties.length,
  };
}

function bytesForRound({ store }: Search): number {
  return (store.maxBytes - store.bytes) * SHARE_OF_ROUND;
}
