/** How a follower gets from its own log to the leader's. */
import { type Action, actionsOn } from '../../checker/index.ts';
import { truncationOffset } from '../truncation.ts';
import type { DurabilityRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilityDraft,
  type DurabilitySchema,
  type DurabilityState,
  isLiveLeader,
} from './state.ts';

export function followerActions(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  { uncleanElection }: DurabilityConstants,
): Action[] {
  const halts = rules.outOfRange === 'halt' && uncleanElection === 0;
  return [
    becomeFollower(schema, rules),
    followerFetch(schema),
    // Past the last record that both hold there is nothing left to be out of range.
    ...(rules.truncation === 'matching-offset'
      ? []
      : [halts ? haltOutOfRange(schema) : truncateOutOfRange(schema)]),
  ];
}

/** ReplicaManager.makeFollowers, then ReplicaFetcherThread.maybeTruncate. */
function becomeFollower(schema: DurabilitySchema, { truncation }: DurabilityRules): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('BecomeFollower', {
    parameters: { leader: broker, follower: broker },
    actor: 'follower',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is another broker': (_, { leader, follower }) => leader !== follower,
      'the follower is up and does not follow yet': ({ brokers }, { follower }) =>
        brokers.at(follower).up && brokers.at(follower).fetched === null,
    },
    effect(draft, { leader, follower }) {
      const own = draft.brokers.at(follower);
      const { log, highWatermark } = own;
      const offset = truncationOffset(truncation, draft.brokers.at(leader).log, log, highWatermark);
      truncateTo(draft, follower, Math.min(offset, log.length));
      own.fetched = own.log.length;
    },
  });
}

/** One record at most, and the leader's high watermark, which an empty response carries too. */
function followerFetch(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('FollowerFetch', {
    parameters: { leader: broker, follower: broker },
    actor: 'follower',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is up and follows': ({ brokers }, { follower }) =>
        isFetching(brokers, follower),
      'its fetch offset is in range, and there is news': ({ brokers }, { leader, follower }) => {
        const own = brokers.at(follower);
        const { log, highWatermark } = brokers.at(leader);
        const { length } = own.log;
        return (
          length < log.length ||
          (length === log.length && Math.min(highWatermark, length) !== own.highWatermark)
        );
      },
    },
    effect({ brokers }, { leader, follower }) {
      const own = brokers.at(follower);
      const { log, highWatermark } = brokers.at(leader);
      const next = log.at(own.log.length);
      if (next !== undefined) own.log.push({ id: next.id, epoch: next.epoch });
      own.highWatermark = Math.min(highWatermark, own.log.length);
      own.fetched = own.log.length;
    },
  });
}

type Fetch = { readonly leader: Broker; readonly follower: Broker };

/** When a fetch is answered with OFFSET_OUT_OF_RANGE. */
const OUT_OF_RANGE = {
  'the leader is up': (state: DurabilityState, { leader }: Fetch) => isLiveLeader(state, leader),
  'the follower is up and follows': ({ brokers }: DurabilityState, { follower }: Fetch) =>
    isFetching(brokers, follower),
  'it has more than the leader': ({ brokers }: DurabilityState, { leader, follower }: Fetch) =>
    brokers.at(follower).log.length > brokers.at(leader).log.length,
};

/** OFFSET_OUT_OF_RANGE until 2.0 with unclean leader election off: the broker halts (KAFKA-3410). */
function haltOutOfRange(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('HaltOutOfRange', {
    parameters: { leader: broker, follower: broker },
    actor: 'follower',
    when: OUT_OF_RANGE,
    effect({ brokers }, { follower }) {
      brokers.at(follower).up = false;
    },
  });
}

/** OFFSET_OUT_OF_RANGE from 2.1 on (KAFKA-7414), and before where unclean leader election is on. */
function truncateOutOfRange(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('TruncateOutOfRange', {
    parameters: { leader: broker, follower: broker },
    actor: 'follower',
    when: OUT_OF_RANGE,
    effect(draft, { leader, follower }) {
      const { length } = draft.brokers.at(leader).log;
      truncateTo(draft, follower, length);
      draft.brokers.at(follower).fetched = length;
    },
  });
}

function isFetching(brokers: DurabilityState['brokers'], follower: Broker): boolean {
  const { up, fetched } = brokers.at(follower);
  return up && fetched !== null;
}

/** The high watermark is never beyond the end of the log. */
export function truncateTo({ brokers }: DurabilityDraft, broker: Broker, offset: number): void {
  const own = brokers.at(broker);
  own.log.length = offset;
  own.highWatermark = Math.min(own.highWatermark, offset);
}
