/** What a team takes of the memory that a search may have. */
import type { Search } from '../search/progress.ts';
import { createShared, type Shared, type Sizes, sliceBytes } from './shared.ts';

/** A round takes so little of the memory that is left: what it has no use for, states miss. */
const SHARE_OF_ROUND = 1 / 16;

/** What a member takes beside the first one: its thread, the model in it, compiled code, and garbage. */
const THREAD_BYTES = 44 * 2 ** 20;

/** What the threads of so many members take, beside the first one's. */
export function threadBytes(members: number): number {
  return (members - 1) * THREAD_BYTES;
}

/** For how many members there is memory, of so many that may be: a thread each, and a slice each in every round. */
export function membersWithRoom(search: Search, most: number): number {
  const slice = sliceBytes(sizesOf(search));
  for (let members = most; members > 1; members--)
    if (members * slice <= bytesForRound(search, threadBytes(members))) return members;
  return 1;
}

/** What a team shares, its rounds no larger than memory allows; what its threads take counts as used already. */
export function sharedFor(search: Search, members: number): Shared {
  return createShared({ ...sizesOf(search), members, bytes: bytesForRound(search, 0) });
}

function sizesOf({ model, machine, store }: Search): Omit<Sizes, 'members'> {
  return {
    words: store.words,
    actions: model.actions.length,
    instances: machine.instances.length,
    properties: model.properties.length,
  };
}

function bytesForRound({ store }: Search, besides: number): number {
  return (store.maxBytes - store.bytes - besides) * SHARE_OF_ROUND;
}
