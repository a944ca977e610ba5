/**
 * Asynchronous ISR changes, after hachikuji/kafka-specification's AsyncIsr, the design behind
 * KIP-497's AlterPartition: the leader asks the controller for an ISR by the version it knows, and
 * until it hears back counts every replica that may be in it.
 */
import {
  bag,
  type ConstantRanges,
  type Constants,
  type Draft,
  emptySet,
  fullSet,
  type Identity,
  identity,
  int,
  mapOf,
  mapOver,
  optional,
  record,
  setOf,
  type Value,
} from '../../checker/index.ts';

export const ASYNC_ISR_CONSTANTS = {
  replicas: { default: 3, min: 2, max: 5, about: 'replicas of the partition, the leader included' },
  maxVersion: { default: 2, min: 0, max: 6, about: 'the highest version of the ISR' },
  maxOffset: { default: 2, min: 0, max: 6, about: 'the highest log end offset of the leader' },
} as const satisfies ConstantRanges;

export type AsyncIsrConstants = Constants<typeof ASYNC_ISR_CONSTANTS>;

export type Follower = Identity<'follower'>;

/**
 * The leader never changes and is always in the ISR, so the state names followers only: an ISR here
 * is the ISR without the leader.
 */
export function asyncIsrSchema({ replicas, maxVersion, maxOffset }: AsyncIsrConstants) {
  const follower = identity('follower', replicas - 1, 'f');
  const isr = setOf(follower);
  const version = int(0, maxVersion);
  const versionedIsr = record({ version, isr });
  return record({
    controller: versionedIsr,
    leader: record({
      version,
      isr,
      /** Followers that requests under way may bring into the ISR, and the version they build on. */
      pending: optional(versionedIsr),
      endOffset: int(0, maxOffset),
    }),
    followerEndOffsets: mapOf(follower, int(0, maxOffset)),
    /** Requests and updates are sets, never consumed: delayed, reordered and repeated at will. */
    requests: bag(versionedIsr, (maxVersion + 1) * 2 ** (replicas - 1)),
    updates: bag(versionedIsr, maxVersion),
  });
}

export type AsyncIsrSchema = ReturnType<typeof asyncIsrSchema>;
export type AsyncIsrState = Value<AsyncIsrSchema>;
export type AsyncIsrDraft = Draft<AsyncIsrSchema>;

/** Everyone is in the ISR by everyone's account, and no record was written. */
export function initialState(schema: AsyncIsrSchema): AsyncIsrState {
  const follower = followerType(schema);
  const isr = fullSet(follower);
  return {
    controller: { version: 0, isr },
    leader: { version: 0, isr, pending: null, endOffset: 0 },
    followerEndOffsets: mapOver(follower, () => 0),
    requests: [],
    updates: [],
  };
}

export function followerType(schema: AsyncIsrSchema) {
  return schema.fields.followerEndOffsets.key;
}

/** No follower at all. */
export const NOBODY = emptySet<Follower>();
