/** What durability claims. Each property has one definition, which every spec uses. */
import {
  everyMember,
  has,
  individuals,
  intersection,
  members,
  type Property,
  propertiesOf,
  someMember,
  toText,
} from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import {
  aLiveReplicaCanLead,
  cleanWhileIsrLives,
  leaderInIsr,
  leaderIsElectedAlive,
  oneLeaderPerEpoch,
  whoJoinsIsUp,
} from './leadership.ts';
import { holdsRecord, isSomewhere, logText, recordNames } from './records.ts';
import type { DurabilityRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  type DurabilityState,
  liveLeader,
} from './state.ts';

export function durabilityProperties(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Property[] {
  return [
    acknowledgedRecordsSurvive(schema),
    followersKeepTheLastCopy(schema),
    ackedOnce(schema),
    consistentRead(schema),
    trueHighWatermarkMonotone(schema),
    leaderInIsr(schema),
    oneLeaderPerEpoch(schema),
    cleanWhileIsrLives(schema),
    leaderIsElectedAlive(schema),
    whoJoinsIsUp(schema),
    epochMonotone(schema),
    logMatching(schema),
    inSyncReplicasAgree(schema),
    inSyncFollowersAgree(schema),
    aLiveReplicaCanLead(schema, rules, constants),
    noTruncationBelowHighWatermark(schema),
    noBrokerHalts(schema),
  ];
}

/** LeaderCompleteness for clients: whoever leads has every record that was acknowledged. */
function acknowledgedRecordsSurvive(schema: DurabilitySchema): Property {
  return propertiesOf(schema).always('acknowledged-records-survive', {
    claim: 'the leader has every record that was acknowledged',
    holds: (state) => !lacksAcknowledged(state),
    because: (state) => {
      const leader = liveLeader(state);
      if (leader === null) return 'there is no leader';
      const { log } = state.brokers.at(leader);
      const lost = members(state.acknowledged).filter((id) => !holdsRecord(log, id));
      return `${toText(brokerType(schema), leader)} leads without ${recordNames(lost)}, which was acknowledged`;
    },
  });
}

export function lacksAcknowledged(state: DurabilityState): boolean {
  const leader = liveLeader(state);
  if (leader === null || state.acknowledged === 0) return false;
  const { log } = state.brokers.at(leader);
  return !everyMember(state.acknowledged, (id) => holdsRecord(log, id));
}

const truncates = ({ name }: { readonly name: string }): boolean =>
  name === 'BecomeFollower' || name === 'TruncateOutOfRange';

/** A crash may take the last copy as well; what a follower truncates, nobody had to lose. */
function followersKeepTheLastCopy(schema: DurabilitySchema): Property {
  const isDropped = (before: DurabilityState, after: DurabilityState, id: number): boolean =>
    isSomewhere(before, id) && !isSomewhere(after, id);
  return propertiesOf(schema).step('followers-keep-the-last-copy', {
    claim: 'no follower truncates the last copy of a record that was acknowledged',
    holds: (before, after, step) =>
      !truncates(step) || !someMember(before.acknowledged, (id) => isDropped(before, after, id)),
    because: (before, after) => {
      const dropped = members(before.acknowledged).filter((id) => isDropped(before, after, id));
      return `no log, be its broker up or down, holds ${recordNames(dropped)} any more`;
    },
  });
}

function ackedOnce(schema: DurabilitySchema): Property {
  return propertiesOf(schema).always('acked-once', {
    claim: 'no producer is told both that a record is safe and that it failed',
    holds: ({ acknowledged, failed }) => intersection(acknowledged, failed) === 0,
    because: ({ acknowledged, failed }) =>
      `${recordNames(members(intersection(acknowledged, failed)))} was acknowledged, and failed as well`,
  });
}

function consistentRead(schema: DurabilitySchema): Property {
  return propertiesOf(schema).always('consistent-read', {
    claim: "what the consumer has read is a prefix of the leader's log",
    holds: (state) => {
      const leader = liveLeader(state);
      if (leader === null) return true;
      const { log } = state.brokers.at(leader);
      return state.consumed.every((id, offset) => log.at(offset)?.id === id);
    },
    because: (state) => {
      const leader = liveLeader(state);
      if (leader === null) return 'there is no leader';
      const { log } = state.brokers.at(leader);
      const offset = state.consumed.findIndex((id, at) => log.at(at)?.id !== id);
      const found = log.at(offset);
      return (
        `r${state.consumed.at(offset)} was read at offset ${offset}; there ` +
        `${toText(brokerType(schema), leader)}, which leads, has ` +
        `${found === undefined ? 'nothing' : `r${found.id}`}`
      );
    },
  });
}

/** TrueHighWatermarkMonotone: a new leader may have to raise its own again, but never lacks what it covers. */
function trueHighWatermarkMonotone(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('true-high-watermark-monotone', {
    claim:
      "no leader's log ends below a high watermark that a leader has had, and none lowers its own",
    holds: (before, after) => {
      const leader = liveLeader(after);
      if (leader === null) return true;
      const { log, highWatermark } = after.brokers.at(leader);
      if (log.length < before.trueHighWatermark) return false;
      return (
        before.partition.leaderEpoch !== after.partition.leaderEpoch ||
        liveLeader(before) === null ||
        highWatermark >= before.brokers.at(leader).highWatermark
      );
    },
    because: (before, after) =>
      `the true high watermark was ${before.trueHighWatermark}; now ` +
      `${toText(schema.fields.partition.fields.leader, liveLeader(after))} leads with a log that does not reach it, or with a lower one of its own`,
  });
}

function epochMonotone(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('epoch-monotone', {
    claim: 'the leader epoch never falls, and neither do the epochs along a log',
    holds: (before, after) =>
      after.partition.leaderEpoch >= before.partition.leaderEpoch &&
      after.brokers.every(({ log }) =>
        log.every(({ epoch }, offset) => offset === 0 || (log.at(offset - 1)?.epoch ?? 0) <= epoch),
      ),
  });
}

function logMatching(schema: DurabilitySchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).always('log-matching', {
    claim: 'any two logs hold the same records below both their high watermarks',
    holds: (state) =>
      everyone.every((one) => everyone.every((other) => agreeBelowBoth(state, one, other))),
    because: (state) => {
      const one = everyone.find((a) => everyone.some((b) => !agreeBelowBoth(state, a, b)));
      const other = everyone.find((b) => one !== undefined && !agreeBelowBoth(state, one, b));
      if (one === undefined || other === undefined) return 'they do';
      return difference(schema, state, one, other);
    },
  });
}

/** Of what consumers may have read, and so also of a member that has yet to truncate for this leader. */
function inSyncReplicasAgree(schema: DurabilitySchema): Property {
  return propertiesOf(schema).always('in-sync-replicas-agree', {
    claim: 'ISR members hold the same records as the leader below both their high watermarks',
    holds: (state) => {
      const leader = liveLeader(state);
      return (
        leader === null ||
        everyMember(state.partition.isr, (member) => agreeBelowBoth(state, leader, member))
      );
    },
    because: (state) => {
      const leader = liveLeader(state);
      const other = members(state.partition.isr).find(
        (member) => leader !== null && !agreeBelowBoth(state, leader, member),
      );
      if (leader === null || other === undefined) return 'they do';
      return `${difference(schema, state, leader, other)}, and both are in the ISR`;
    },
  });
}

/** A follower truncates before it fetches, so once it does there is no excuse. */
function inSyncFollowersAgree(schema: DurabilitySchema): Property {
  const apart = ({ partition, brokers }: DurabilityState, leader: Broker, member: Broker) => {
    const { log, fetched } = brokers.at(member);
    const own = brokers.at(leader).log;
    const end = Math.min(own.length, log.length);
    return has(partition.isr, member) && fetched !== null && !agreeBelow(own, log, end);
  };
  return propertiesOf(schema).always('in-sync-followers-agree', {
    claim: 'ISR members that follow the leader hold the records that it holds, as far as both go',
    holds: (state) => {
      const leader = liveLeader(state);
      if (leader === null) return true;
      return !someMember(state.partition.isr, (member) => apart(state, leader, member));
    },
    because: (state) => {
      const leader = liveLeader(state);
      if (leader === null) return 'there is no leader';
      const others = members(state.partition.isr).filter((member) => apart(state, leader, member));
      const logs = others.map((member) => logText(schema, state.brokers, member));
      return `${logText(schema, state.brokers, leader)} and leads; ${logs.join(', ')}, follows and is in the ISR`;
    },
  });
}

export function agreeBelowBoth({ brokers }: DurabilityState, one: Broker, other: Broker): boolean {
  const a = brokers.at(one);
  const b = brokers.at(other);
  return agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
}

export function difference(
  schema: DurabilitySchema,
  { brokers }: DurabilityState,
  one: Broker,
  other: Broker,
): string {
  const logs = [one, other].map(
    (broker) =>
      `${logText(schema, brokers, broker)} with high watermark ${brokers.at(broker).highWatermark}`,
  );
  return logs.join(', ');
}

function noTruncationBelowHighWatermark(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('no-truncation-below-high-watermark', {
    claim: 'no follower truncates what is below its own high watermark',
    holds: ({ brokers }, after, step) =>
      !truncates(step) ||
      brokers.every(
        ({ highWatermark }, broker) => after.brokers.at(broker).log.length >= highWatermark,
      ),
    because: ({ brokers }, after, { parameters }) => {
      const follower = parameters['follower'] as Broker;
      const { length } = after.brokers.at(follower).log;
      return `${toText(brokerType(schema), follower)} truncates to offset ${length} with high watermark ${brokers.at(follower).highWatermark}`;
    },
  });
}

function noBrokerHalts(schema: DurabilitySchema): Property {
  return propertiesOf(schema).step('no-broker-halts', {
    claim: 'no broker halts because its log is longer than the log of the leader',
    holds: (_before, _after, { name }) => name !== 'HaltOutOfRange',
    because: ({ brokers }, _after, { parameters }) => {
      const [follower, leader] = [parameters['follower'] as Broker, parameters['leader'] as Broker];
      return `${logText(schema, brokers, follower)}, ${logText(schema, brokers, leader)} and leads`;
    },
  });
}
