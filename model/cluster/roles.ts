/** A broker takes up what a LeaderAndIsr request says: it becomes leader, or follower. */
import {
  type Action,
  actionsOn,
  emptySet,
  int,
  removeAt,
  type SetOf,
} from '../../checker/index.ts';
import { advanceHighWatermark } from './leader.ts';
import { forgetFollowers, forgetRequests, noteEpoch, truncateTo } from './replica.ts';
import type { ClusterRules } from './rules.ts';
import {
  type Broker,
  type BrokerDraft,
  brokerType,
  type ClusterConstants,
  type ClusterDraft,
  type ClusterSchema,
} from './state.ts';

/** LeaderAndIsr requests of the controller, and late ones of controllers that have died. */
export function leaderAndIsrActions(
  schema: ClusterSchema,
  rules: ClusterRules,
  { lateRequests }: ClusterConstants,
): Action[] {
  return [
    receiveLeaderAndIsr(schema, rules),
    ...(lateRequests > 0 ? [receiveLateRequest(schema, rules, lateRequests)] : []),
  ];
}

function receiveLeaderAndIsr(schema: ClusterSchema, rules: ClusterRules): Action {
  return actionsOn(schema)('ReceiveLeaderAndIsr', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'a request is on its way to it': ({ brokers }, { broker }) =>
        brokers.at(broker).unsent.length > 0,
    },
    effect(draft, { broker }) {
      const { unsent, late } = draft.brokers.at(broker);
      const request = takeOut(unsent, 0);
      if (rules.deposedController === 'refused') late.length = 0;
      if (request !== null) takeUp(draft, broker, request, rules);
    },
  });
}

/** Each controller has a connection of its own, so that requests of one may overtake those of another. */
function receiveLateRequest(schema: ClusterSchema, rules: ClusterRules, most: number): Action {
  return actionsOn(schema)('ReceiveLateRequest', {
    parameters: { broker: brokerType(schema), nth: int(0, most - 1) },
    actor: 'broker',
    when: {
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'a request of a dead controller is on its way to it': ({ brokers }, { broker, nth }) =>
        nth < brokers.at(broker).late.length,
    },
    effect(draft, { broker, nth }) {
      const { late } = draft.brokers.at(broker);
      const request = takeOut(late, nth);
      // Those of earlier controllers are refused from now on.
      if (rules.deposedController === 'refused')
        for (let earlier = nth; earlier > 0; earlier--) removeAt(late, 0);
      if (request !== null) takeUp(draft, broker, request, rules);
    },
  });
}

/** What a LeaderAndIsr request says. */
interface LeaderAndIsr {
  readonly leader: Broker | null;
  readonly leaderEpoch: number;
  readonly isr: SetOf<Broker>;
}

/** Read before it is removed: after that another request is in its place. */
function takeOut(queue: BrokerDraft['unsent'], nth: number): LeaderAndIsr | null {
  const request = queue.at(nth);
  if (request === undefined) return null;
  const { leader, leaderEpoch, isr } = request;
  removeAt(queue, nth);
  return { leader, leaderEpoch, isr };
}

/** ReplicaManager.becomeLeaderOrFollower: only a newer leader epoch counts. */
function takeUp(
  draft: ClusterDraft,
  broker: Broker,
  { leader, leaderEpoch, isr }: LeaderAndIsr,
  rules: ClusterRules,
): void {
  const own = draft.brokers.at(broker);
  if (rules.leaderEpochCheck === 'later' && leaderEpoch <= own.leaderEpoch) return;
  // Without a live leader nothing changes but what clients are told: not even the epoch.
  if (leader === null) return;
  const missed = leaderEpoch > own.leaderEpoch + 1;
  own.leaderEpoch = leaderEpoch;
  if (rules.fetchRecorded === 'later-checked') forgetRequests(own);
  if (leader === broker) becomeLeader(draft, broker, isr, rules);
  else becomeFollower(own, leader, startsAnew(own.leader !== leader, missed, rules), rules);
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
