/** A broker takes up what a LeaderAndIsr request says: it becomes leader, or follower. */
import { type Action, actionsOn, emptySet, removeAt, type SetOf } from '../../checker/index.ts';
import { advanceHighWatermark } from './leader.ts';
import { forgetFollowers, forgetRequests, noteEpoch, truncateTo } from './replica.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  type BrokerDraft,
  brokerType,
  type ClusterDraft,
  type ClusterSchema,
} from './state.ts';

/** ReplicaManager.becomeLeaderOrFollower: only a newer leader epoch counts. */
export function receiveLeaderAndIsr(schema: ClusterSchema, rules: ClusterRules): Action {
  return actionsOn(schema)('ReceiveLeaderAndIsr', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'a request is on its way to it': ({ brokers }, { broker }) =>
        brokers.at(broker).unsent.length > 0,
    },
    effect(draft, { broker }) {
      const own = draft.brokers.at(broker);
      const request = own.unsent.at(0);
      if (request === undefined) return;
      const { leader, leaderEpoch, isr } = request;
      removeAt(own.unsent, 0);
      // Without a live leader nothing changes but what clients are told: not even the epoch.
      if (leaderEpoch <= own.leaderEpoch || leader === null) return;
      const missed = leaderEpoch > own.leaderEpoch + 1;
      own.leaderEpoch = leaderEpoch;
      if (rules.fetchRecorded === 'later-checked') forgetRequests(own);
      if (leader === broker) becomeLeader(draft, broker, isr, rules);
      else becomeFollower(own, leader, startsAnew(own.leader !== leader, missed, rules), rules);
    },
  });
}

/** Partition.makeLeader: the log and the high watermark stay as they are. */
function becomeLeader(
  draft: ClusterDraft,
  broker: Broker,
  isr: SetOf<Broker>,
  rules: ClusterRules,
): void {
  const own = draft.brokers.at(broker);
  if (own.leader !== broker || rules.reelectedLeader === 'forgets-ends') forgetFollowers(own);
  own.leader = broker;
  own.truncating = false;
  own.isr = isr;
  if (rules.epochCacheOnBecomeLeader) noteEpoch(own, own.leaderEpoch, rules);
  advanceHighWatermark(draft, broker);
}

/** What Partition.makeFollower returns. */
function startsAnew(
  hasAnotherLeader: boolean,
  hasMissedAnEpoch: boolean,
  { followerRestart }: ClusterRules,
): boolean {
  if (hasAnotherLeader || followerRestart === 'every-epoch') return true;
  return hasMissedAnEpoch && followerRestart === 'missed-epoch';
}

/** Partition.makeFollower, and the fetcher if it starts anew. */
function becomeFollower(
  own: BrokerDraft,
  leader: Broker,
  anew: boolean,
  rules: ClusterRules,
): void {
  own.leader = leader;
  own.isr = emptySet<Broker>();
  forgetFollowers(own);
  if (!anew) return;
  own.truncating = rules.truncation !== 'hw';
  if (!own.truncating) truncateTo(own, own.highWatermark, rules);
}
