/** What a follower does: truncate, then fetch. */
import { type Action, actionsOn, add, bool } from '../../checker/index.ts';
import { endOffsetFor, latestKnownEpoch } from '../epochCache.ts';
import { recordFetch } from './leader.ts';
import { truncateTo } from './roles.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  type BrokerDraft,
  type BrokerState,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  leadsByOwnAccount,
} from './state.ts';

export function followerActions(schema: ClusterSchema, rules: ClusterRules): Action[] {
  const fetch = followerFetch(schema, rules);
  return rules.truncation === 'hw' ? [fetch] : [followerTruncate(schema, rules), fetch];
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

/** One OffsetsForLeaderEpoch request, with its answer, and what the follower makes of it. */
function followerTruncate(schema: ClusterSchema, rules: ClusterRules): Action {
  return actionsOn(schema)('FollowerTruncate', {
    parameters: { follower: brokerType(schema) },
    actor: 'follower',
    when: {
      'the follower has yet to truncate': ({ brokers }, { follower }) =>
        brokers.at(follower).truncating,
      'its leader is up and believes that it leads': (state, { follower }) =>
        hasLeader(state, follower),
      'the leader is in the same epoch':
        rules.fetchFencing !== 'none' && ((state, { follower }) => sharesEpoch(state, follower)),
    },
    effect({ brokers }, { follower }) {
      const own = brokers.at(follower);
      if (own.leader === null) return;
      const { end, again } = truncationOf(own, brokers.at(own.leader), rules);
      truncateTo(own, end);
      own.truncating = again;
    },
  });
}

/** Where to truncate to by the leader's answer, and whether to ask again after that. */
function truncationOf(
  own: BrokerState | BrokerDraft,
  leader: BrokerState | BrokerDraft,
  { truncation }: ClusterRules,
): { readonly end: number; readonly again: boolean } {
  const answer = endOffsetFor(leader.log, leader.epochs, latestKnownEpoch(own.epochs));
  // An undefined answer: back to the high watermark, as before KIP-101.
  if (answer === null) return { end: own.highWatermark, again: false };
  const { epoch, endOffset } = answer;
  if (truncation === 'leader-epoch') return { end: endOffset, again: false };
  const known = endOffsetFor(own.log, own.epochs, epoch);
  if (known === null) return { end: endOffset, again: false };
  return known.epoch === epoch
    ? { end: Math.min(endOffset, known.endOffset), again: false }
    : { end: known.endOffset, again: true };
}

/**
 * A fetch request and, unless it is lost, its response. A response that is late tells the follower
 * nothing else, and one that arrives after the follower took up another epoch is dropped (KAFKA-7786):
 * lost or at once are all the ways it can go. The response holds the next record, and the high watermark
 * from before the leader learned from the request how far the follower is. So the follower's high
 * watermark is behind by one fetch.
 */
function followerFetch(schema: ClusterSchema, rules: ClusterRules): Action {
  return actionsOn(schema)('FollowerFetch', {
    parameters: { follower: brokerType(schema), answered: bool() },
    actor: 'follower',
    when: {
      'the follower has truncated': ({ brokers }, { follower }) => !brokers.at(follower).truncating,
      'its leader is up and believes that it leads': (state, { follower }) =>
        hasLeader(state, follower),
      'the leader is in the same epoch, or does not ask':
        rules.fetchFencing !== 'none' &&
        ((state, { follower }) =>
          sharesEpoch(state, follower) || state.brokers.at(follower).inSession),
    },
    effect(draft, { follower, answered }) {
      const own = draft.brokers.at(follower);
      const { leader } = own;
      if (leader === null) return;
      const source = draft.brokers.at(leader);
      const offset = own.log.length;
      const { highWatermark } = source;
      if (rules.fetchFencing === 'full-fetch-only') own.inSession = true;
      // OFFSET_OUT_OF_RANGE (KAFKA-2143): back to the leader's end.
      if (offset > source.log.length) {
        if (answered) truncateTo(own, source.log.length);
        return;
      }
      if (answered) receiveRecord(own, source, highWatermark);
      recordFetch(draft, leader, follower, offset, rules);
    },
  });
}

function receiveRecord(own: BrokerDraft, source: BrokerDraft, highWatermark: number): void {
  const next = source.log.at(own.log.length);
  if (next !== undefined) {
    const { id, epoch } = next;
    own.log.push({ id, epoch });
    own.epochs = add(own.epochs, epoch);
  }
  own.highWatermark = Math.min(highWatermark, own.log.length);
}
