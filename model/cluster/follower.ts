/** What a follower does: truncate, then fetch. */
import { type Action, actionsOn, bool, optional, put, toText } from '../../checker/index.ts';
import { type EpochEnd, endOffsetFor, latestKnownEpoch } from '../epochCache.ts';
import { recordFetch } from './leader.ts';
import { append, truncateTo } from './replica.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  type BrokerDraft,
  type BrokerState,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  leadsByOwnAccount,
  NO_EPOCH,
} from './state.ts';

export function followerActions(schema: ClusterSchema, rules: ClusterRules): Action[] {
  return [
    ...(rules.truncation === 'hw' ? [] : [followerTruncate(schema, rules)]),
    followerFetch(schema, rules),
    ...(rules.fetchRecorded === 'with-the-read' ? [] : [readFetch(schema, rules)]),
  ];
}

/** Whether the broker follows another one that is up and believes that it leads. */
function hasLeader(state: ClusterState, follower: Broker): boolean {
  const { up, leader } = state.brokers.at(follower);
  return up && leader !== null && leader !== follower && leadsByOwnAccount(state, leader);
}

/** Whether the follower and the leader that it follows are in the same leader epoch. */
function sharesEpoch({ brokers }: ClusterState, follower: Broker): boolean {
  const { leader, leaderEpoch } = brokers.at(follower);
  return leader !== null && brokers.at(leader).leaderEpoch === leaderEpoch;
}

/**
 * One OffsetsForLeaderEpoch request, with its answer, and what the follower makes of it. Whom it asks,
 * about which epoch, and where the leader says that this ends follow from the state: they are parameters
 * so that a trace shows them. None stands for an empty epoch cache, and for an undefined answer.
 */
function followerTruncate(schema: ClusterSchema, rules: ClusterRules): Action {
  const broker = brokerType(schema);
  const { leaderEpoch } = schema.fields.zookeeper.fields.partition.fields;
  return actionsOn(schema)('FollowerTruncate', {
    parameters: {
      follower: broker,
      leader: broker,
      epoch: optional(leaderEpoch),
      end: optional(schema.fields.nextRecordId),
    },
    actor: 'follower',
    when: {
      'the follower has yet to truncate': ({ brokers }, { follower }) =>
        brokers.at(follower).truncating,
      ...leaderAnswers(rules.fetchFencing !== 'none'),
      'it follows this leader': ({ brokers }, { follower, leader }) =>
        brokers.at(follower).leader === leader,
      'the epoch is the last one that it knows': ({ brokers }, { follower, epoch }) =>
        latestKnownEpoch(brokers.at(follower).epochs) === (epoch ?? NO_EPOCH),
      'the end is what the leader answers': ({ brokers }, { follower, leader, end }) =>
        (answerTo(brokers.at(follower), brokers.at(leader), rules)?.endOffset ?? null) === end,
    },
    effect({ brokers }, { follower, leader }) {
      const own = brokers.at(follower);
      const { end, again } = truncationOf(own, brokers.at(leader), rules);
      truncateTo(own, end, rules);
      own.truncating = again;
    },
  });
}

/** What the leader answers when it is asked where the last epoch that the follower knows ends. */
function answerTo(
  own: BrokerState | BrokerDraft,
  leader: BrokerState | BrokerDraft,
  { epochCacheOnBecomeLeader: answersBelowFirst }: ClusterRules,
): EpochEnd | null {
  return endOffsetFor(leader, latestKnownEpoch(own.epochs), answersBelowFirst);
}

/** Where to truncate to by the leader's answer, and whether to ask again after that. */
function truncationOf(
  own: BrokerState | BrokerDraft,
  leader: BrokerState | BrokerDraft,
  rules: ClusterRules,
): { readonly end: number; readonly again: boolean } {
  const { truncation, epochCacheOnBecomeLeader: answersBelowFirst } = rules;
  const answer = answerTo(own, leader, rules);
  // An undefined answer: back to the high watermark, as before KIP-101.
  if (answer === null) return { end: own.highWatermark, again: false };
  const { epoch, endOffset } = answer;
  if (truncation === 'leader-epoch') return { end: endOffset, again: false };
  const known = endOffsetFor(own, epoch, answersBelowFirst);
  if (known === null) return { end: endOffset, again: false };
  return known.epoch === epoch
    ? { end: Math.min(endOffset, known.endOffset), again: false }
    : { end: known.endOffset, again: true };
}

/** Whether the leader that a follower follows answers it. */
function leaderAnswers(isFenced: boolean) {
  type Chosen = { readonly follower: Broker };
  return {
    'its leader is up and believes that it leads': (state: ClusterState, { follower }: Chosen) =>
      hasLeader(state, follower),
    'the leader is in the same epoch':
      isFenced && ((state: ClusterState, { follower }: Chosen) => sharesEpoch(state, follower)),
  };
}

/** Whether a follower fetches from a leader that answers. */
function canFetch({ fetchFencing }: ClusterRules) {
  return {
    'the follower has truncated': (
      { brokers }: ClusterState,
      { follower }: { readonly follower: Broker },
    ) => !brokers.at(follower).truncating,
    ...leaderAnswers(fetchFencing === 'all'),
  };
}

/**
 * A fetch request and, unless it is lost, its response. A response that is late tells the follower
 * nothing else, and one that arrives after the follower took up another epoch is dropped (KAFKA-7786,
 * 2.1.1): lost or at once are all the ways it can go. The response holds the next record, and the high
 * watermark from before the leader learned from the request how far the follower is. So the follower's
 * high watermark is behind by one fetch.
 */
function followerFetch(schema: ClusterSchema, rules: ClusterRules): Action {
  return actionsOn(schema)('FollowerFetch', {
    parameters: { follower: brokerType(schema), answered: bool() },
    actor: 'follower',
    when: canFetch(rules),
    effect(draft, { follower, answered }) {
      const own = draft.brokers.at(follower);
      const { leader } = own;
      if (leader === null) return;
      const source = draft.brokers.at(leader);
      const offset = own.log.length;
      const { highWatermark } = source;
      // OFFSET_OUT_OF_RANGE (KAFKA-2143): back to the leader's end.
      if (offset > source.log.length) {
        if (answered) truncateTo(own, source.log.length, rules);
        return;
      }
      if (answered) receiveRecord(own, source, highWatermark, rules);
      recordFetch(draft, leader, follower, offset, rules);
    },
  });
}

/** The leader checks and reads for a fetch, and is held up before it takes note of it. */
function readFetch(schema: ClusterSchema, rules: ClusterRules): Action {
  return actionsOn(schema)('LeaderReadFetch', {
    parameters: { follower: brokerType(schema) },
    actor: ({ brokers }, { follower }) =>
      toText(schema.fields.zookeeper.fields.partition.fields.leader, brokers.at(follower).leader),
    when: canFetch(rules),
    effect({ brokers }, { follower }) {
      const { leader, log } = brokers.at(follower);
      if (leader === null) return;
      const source = brokers.at(leader);
      if (log.length <= source.log.length) put(source.unrecorded, follower, log.length);
    },
  });
}

function receiveRecord(
  own: BrokerDraft,
  source: BrokerDraft,
  highWatermark: number,
  rules: ClusterRules,
): void {
  const next = source.log.at(own.log.length);
  if (next !== undefined) append(own, next.id, next.epoch, rules);
  own.highWatermark = Math.min(highWatermark, own.log.length);
}
