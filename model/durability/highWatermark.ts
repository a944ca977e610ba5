/** When the leader's high watermark rises (Partition.maybeIncrementLeaderHW). */
import { type Action, actionsOn, everyMember, singleton } from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import { answer } from './answers.ts';
import type { DurabilityRules } from './rules.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilityDraft,
  type DurabilitySchema,
  type DurabilityState,
  isLiveLeader,
  liveLeader,
} from './state.ts';

/** What the leader knows of a follower's log end: what it has fetched in this epoch, or nothing. */
export function knownEnd({ brokers }: DurabilityState, follower: Broker): number {
  return brokers.at(follower).fetched ?? -1;
}

/** At some time after the ISR has the next record: the leader learns of a fetch from the one that follows it. */
export function incHighWatermark(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action {
  return actionsOn(schema)('LeaderIncHighWatermark', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'every ISR member has the next record': (state, { leader }) => {
        const { highWatermark, log } = state.brokers.at(leader);
        return (
          highWatermark < log.length &&
          everyMember(
            state.partition.isr,
            (member) => member === leader || knownEnd(state, member) > highWatermark,
          )
        );
      },
    },
    effect(draft, { leader }) {
      raise(draft, leader, rules, constants);
    },
  });
}

/**
 * A leader that is alone in the ISR waits for nobody: its high watermark is its log end at once, whether
 * it appends, drops the last follower, or becomes leader.
 */
export function raiseIfAlone(
  draft: DurabilityDraft,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): void {
  const leader = liveLeader(draft);
  if (leader === null || draft.partition.isr !== singleton(leader)) return;
  const own = draft.brokers.at(leader);
  while (own.highWatermark < own.log.length) raise(draft, leader, rules, constants);
}

function raise(
  draft: DurabilityDraft,
  leader: Broker,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): void {
  const own = draft.brokers.at(leader);
  const passed = own.log.at(own.highWatermark);
  own.highWatermark += 1;
  draft.trueHighWatermark = Math.max(draft.trueHighWatermark, own.highWatermark);
  if (passed !== undefined && constants.acks === ACKS_ALL) answer(draft, passed, rules, constants);
}
