/** What a producer sends and hears, and what a consumer reads. A record that is sent again is a new record. */
import { type Action, actionsOn, add, int, size } from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import { isAwaited } from './answers.ts';
import { raiseIfAlone } from './highWatermark.ts';
import type { DurabilityRules } from './rules.ts';
import {
  brokerType,
  type DurabilityConstants,
  type DurabilitySchema,
  isLiveLeader,
} from './state.ts';

export function clientActions(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action[] {
  const { acks, minIsr, timeouts, consumer } = constants;
  const waits = acks === ACKS_ALL;
  return [
    ...(acks === 0 ? [loseRequest(schema)] : []),
    produce(schema, rules, constants),
    ...(waits && minIsr > 1 ? [rejectProduce(schema, constants)] : []),
    ...(waits && timeouts === 1 ? [timeOut(schema)] : []),
    ...(consumer === 1 ? [consume(schema)] : []),
  ];
}

/** With acks=0 the producer does not wait for an answer: a request that is lost counts as sent. */
function loseRequest(schema: DurabilitySchema): Action {
  const { max } = schema.fields.nextRecordId;
  return actionsOn(schema)('LoseRequest', {
    actor: 'producer',
    fault: true,
    when: { 'a record is left': (state) => state.nextRecordId < max },
    effect(draft) {
      draft.acknowledged = add(draft.acknowledged, draft.nextRecordId);
      draft.nextRecordId += 1;
    },
  });
}

/** Partition.appendRecordsToLeader; with acks 0 or 1 that is all that the producer waits for. */
function produce(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action {
  const { acks, minIsr } = constants;
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
      raiseIfAlone(draft, rules, constants);
    },
  });
}

/** NOT_ENOUGH_REPLICAS (KAFKA-1555): with acks=all nothing is appended while the ISR is below min ISR. */
function rejectProduce(schema: DurabilitySchema, { minIsr }: DurabilityConstants): Action {
  const { max } = schema.fields.nextRecordId;
  return actionsOn(schema)('RejectProduce', {
    parameters: { leader: brokerType(schema) },
    actor: 'leader',
    when: {
      'a record is left': (state) => state.nextRecordId < max,
      'the ISR is below min ISR': ({ partition }) => size(partition.isr) < minIsr,
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
    },
    effect(draft) {
      draft.failed = add(draft.failed, draft.nextRecordId);
      draft.nextRecordId += 1;
    },
  });
}

/** REQUEST_TIMED_OUT: there is no time here, so at any time before the answer. */
function timeOut(schema: DurabilitySchema): Action {
  return actionsOn(schema)('ProduceTimesOut', {
    parameters: { recordId: int(0, schema.fields.nextRecordId.max - 1) },
    actor: 'leader',
    when: {
      'a producer waits for the answer': (state, { recordId }) => isAwaited(state, recordId),
    },
    effect(draft, { recordId }) {
      draft.failed = add(draft.failed, recordId);
    },
  });
}

function consume(schema: DurabilitySchema): Action {
  return actionsOn(schema)('Consume', {
    parameters: { leader: brokerType(schema) },
    actor: 'consumer',
    when: {
      'the leader is up': (state, { leader }) => isLiveLeader(state, leader),
      'there is more below its high watermark': ({ brokers, consumed }, { leader }) =>
        consumed.length < brokers.at(leader).highWatermark,
    },
    effect({ brokers, consumed }, { leader }) {
      const next = brokers.at(leader).log.at(consumed.length);
      if (next !== undefined) consumed.push(next.id);
    },
  });
}
