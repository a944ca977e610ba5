/** Producing, fetching, and the leader's bookkeeping. */
import {
  type Action,
  actionsOn,
  add,
  everyMember,
  has,
  remove,
  size,
} from '../../checker/index.ts';
import { matchingOffset } from '../truncation.ts';
import {
  ACKS_ALL,
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  type DurabilityState,
  isLiveLeader,
} from './state.ts';

export function replicationActions(
  schema: DurabilitySchema,
  constants: DurabilityConstants,
): Action[] {
  return [
    ...(constants.acks === 0 ? [sendIntoTheVoid(schema)] : []),
    produce(schema, constants),
    followerFetch(schema),
    followerTruncate(schema),
    incHighWatermark(schema, constants),
    shrinkIsr(schema),
    expandIsr(schema),
  ];
}

/** With acks=0 the producer does not wait for an answer: a request that is lost counts as sent. */
function sendIntoTheVoid(schema: DurabilitySchema): Action {
  const { max } = schema.fields.nextRecordId;
  return actionsOn(schema)('LoseRequest', {
    actor: 'producer',
    when: { 'a record is left': (state) => state.nextRecordId < max },
    effect(draft) {
      draft.acknowledged = add(draft.acknowledged, draft.nextRecordId);
      draft.nextRecordId += 1;
    },
  });
}

/** NOT_ENOUGH_REPLICAS: with acks=all the leader takes nothing while the ISR is below min ISR. */
function produce(schema: DurabilitySchema, { acks, minIsr }: DurabilityConstants): Action {
  const { max } = schema.fields.nextRecordId;
  return actionsOn(schema)('Produce', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'a record is left': (state) => state.nextRecordId < max,
      'the ISR is large enough':
        acks === ACKS_ALL && (({ partition }) => size(partition.isr) >= minIsr),
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
    },
    effect(draft, { leader }) {
      const epoch = draft.partition.leaderEpoch;
      draft.brokers.at(leader).log.push({ id: draft.nextRecordId, epoch });
      if (acks !== ACKS_ALL) draft.acknowledged = add(draft.acknowledged, draft.nextRecordId);
      draft.nextRecordId += 1;
    },
  });
}

/** Whether the follower's log is a prefix of the leader's: it has truncated what differs. */
function isPrefix({ brokers }: DurabilityState, leader: Broker, follower: Broker): boolean {
  const { log } = brokers.at(follower);
  return matchingOffset(brokers.at(leader).log, log) === log.length;
}

function followerFetch(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('FollowerFetch', {
    parameters: { leader: broker, follower: broker },
    actor: 'follower',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is up': ({ brokers }, { follower }) => brokers.at(follower).up,
      'the leader has more': ({ brokers }, { leader, follower }) =>
        brokers.at(follower).log.length < brokers.at(leader).log.length,
      "the follower's log has not diverged": (state, { leader, follower }) =>
        isPrefix(state, leader, follower),
    },
    effect({ brokers }, { leader, follower }) {
      const own = brokers.at(follower);
      const { log, highWatermark } = brokers.at(leader);
      const next = log.at(own.log.length);
      if (next === undefined) return;
      own.log.push({ id: next.id, epoch: next.epoch });
      own.highWatermark = Math.min(highWatermark, own.log.length);
    },
  });
}

function followerTruncate(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('FollowerTruncate', {
    parameters: { leader: broker, follower: broker },
    actor: 'follower',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is up': ({ brokers }, { follower }) => brokers.at(follower).up,
      "the follower's log has diverged": (state, { leader, follower }) =>
        !isPrefix(state, leader, follower),
    },
    effect({ brokers }, { leader, follower }) {
      const own = brokers.at(follower);
      own.log.length = matchingOffset(brokers.at(leader).log, own.log);
      own.highWatermark = Math.min(own.highWatermark, own.log.length);
    },
  });
}

/** With acks=all the record is acknowledged now, unless NOT_ENOUGH_REPLICAS_AFTER_APPEND. */
function incHighWatermark(schema: DurabilitySchema, { acks, minIsr }: DurabilityConstants): Action {
  return actionsOn(schema)('LeaderIncHighWatermark', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'every ISR member has the next record': ({ brokers, partition }, { leader }) => {
        const { highWatermark, log } = brokers.at(leader);
        return (
          highWatermark < log.length &&
          everyMember(
            partition.isr,
            (member) => matchingOffset(log, brokers.at(member).log) > highWatermark,
          )
        );
      },
    },
    effect(draft, { leader }) {
      const own = draft.brokers.at(leader);
      const committed = own.log.at(own.highWatermark);
      own.highWatermark += 1;
      if (committed !== undefined && acks === ACKS_ALL && size(draft.partition.isr) >= minIsr)
        draft.acknowledged = add(draft.acknowledged, committed.id);
    },
  });
}

/** A follower that lags, or is down, may be dropped at any time after that. */
function shrinkIsr(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('LeaderShrinkIsr', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is another member of the ISR': ({ partition }, { leader, follower }) =>
        leader !== follower && has(partition.isr, follower),
      'the follower lags or is down': ({ brokers }, { leader, follower }) =>
        !brokers.at(follower).up || brokers.at(follower).log.length < brokers.at(leader).log.length,
    },
    effect({ partition }, { follower }) {
      partition.isr = remove(partition.isr, follower);
    },
  });
}

/** KAFKA-7128: not before the high watermark has reached the leader's own epoch. */
function expandIsr(schema: DurabilitySchema): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('LeaderExpandIsr', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      "the high watermark has reached the leader's own epoch": (
        { brokers, partition },
        { leader },
      ) => {
        const { log, highWatermark } = brokers.at(leader);
        return (
          highWatermark === log.length || log.at(highWatermark)?.epoch === partition.leaderEpoch
        );
      },
      'the follower is up and not in the ISR': ({ brokers, partition }, { follower }) =>
        brokers.at(follower).up && !has(partition.isr, follower),
      'the follower has reached the high watermark': (state, { leader, follower }) =>
        isPrefix(state, leader, follower) &&
        state.brokers.at(follower).log.length >= state.brokers.at(leader).highWatermark,
    },
    effect({ partition }, { follower }) {
      partition.isr = add(partition.isr, follower);
    },
  });
}
