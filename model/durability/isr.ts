/** Who is in the ISR. */
import { type Action, actionsOn, add, has, remove } from '../../checker/index.ts';
import type { Log } from '../log.ts';
import { knownEnd, raiseIfAlone } from './highWatermark.ts';
import type { DurabilityRules } from './rules.ts';
import {
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  isLiveLeader,
} from './state.ts';

export function isrActions(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action[] {
  return [shrinkIsr(schema, rules, constants), expandIsr(schema, rules)];
}

/** There is no time here: a follower that lags may be dropped at any time (Partition.maybeShrinkIsr). */
function shrinkIsr(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('LeaderShrinkIsr', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is another member of the ISR': ({ partition }, { leader, follower }) =>
        leader !== follower && has(partition.isr, follower),
      'the follower lags': (state, { leader, follower }) =>
        knownEnd(state, follower) !== state.brokers.at(leader).log.length,
    },
    effect(draft, { follower }) {
      draft.partition.isr = remove(draft.partition.isr, follower);
      raiseIfAlone(draft, rules, constants);
    },
  });
}

/** Partition.isFollowerInSync; from 2.1 on also up to where the leader's epoch began (KAFKA-7128). */
function expandIsr(schema: DurabilitySchema, { expandInOwnEpoch }: DurabilityRules): Action {
  const broker = brokerType(schema);
  return actionsOn(schema)('LeaderExpandIsr', {
    parameters: { leader: broker, follower: broker },
    actor: 'leader',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'the follower is up and not in the ISR': ({ brokers, partition }, { follower }) =>
        brokers.at(follower).up && !has(partition.isr, follower),
      'the follower has reached the high watermark': (state, { leader, follower }) =>
        knownEnd(state, follower) >= state.brokers.at(leader).highWatermark,
      "the follower has reached the start of the leader's epoch":
        expandInOwnEpoch &&
        ((state, { leader, follower }) =>
          knownEnd(state, follower) >=
          startOfEpoch(state.brokers.at(leader).log, state.partition.leaderEpoch)),
    },
    effect({ partition }, { follower }) {
      partition.isr = add(partition.isr, follower);
    },
  });
}

/** The leader's log end offset when its epoch began: it has truncated nothing since. */
function startOfEpoch(log: Log, leaderEpoch: number): number {
  const first = log.findIndex(({ epoch }) => epoch === leaderEpoch);
  return first === -1 ? log.length : first;
}
