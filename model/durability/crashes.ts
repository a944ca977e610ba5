/** Brokers that crash and come back. */
import { type Action, actionsOn, has, int, singleton } from '../../checker/index.ts';
import { failAwaited } from './answers.ts';
import { truncateTo } from './follower.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilityDraft,
  type DurabilitySchema,
  type DurabilityState,
} from './state.ts';

export function crashActions(schema: DurabilitySchema, constants: DurabilityConstants): Action[] {
  return [crash(schema, constants), crashAndLose(schema, constants), restart(schema)];
}

function crash(schema: DurabilitySchema, constants: DurabilityConstants): Action {
  const { max } = schema.fields.faults.fields.cleanCrashes;
  return actionsOn(schema)('Crash', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ faults }) => faults.cleanCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
    },
    effect(draft, { broker }) {
      draft.faults.cleanCrashes += 1;
      goDown(draft, broker, constants);
    },
  });
}

/** Appends are not flushed before they are acknowledged: a power failure may take any tail of the log. */
function crashAndLose(schema: DurabilitySchema, constants: DurabilityConstants): Action {
  const { max } = schema.fields.faults.fields.lossyCrashes;
  return actionsOn(schema)('CrashAndLose', {
    parameters: { broker: brokerType(schema), kept: int(0, schema.fields.nextRecordId.max - 1) },
    actor: 'broker',
    fault: true,
    when: {
      'a crash is left': ({ faults }) => faults.lossyCrashes < max,
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
      'it has more than it keeps': ({ brokers }, { broker, kept }) =>
        kept < brokers.at(broker).log.length,
    },
    effect(draft, { broker, kept }) {
      draft.faults.lossyCrashes += 1;
      goDown(draft, broker, constants);
      truncateTo(draft, broker, kept);
    },
  });
}

function goDown(draft: DurabilityDraft, broker: Broker, constants: DurabilityConstants): void {
  if (draft.partition.leader === broker) failAwaited(draft, constants);
  draft.brokers.at(broker).up = false;
}

/** Whether the partition's state shows that the controller knows that this broker was gone. */
export function wasNoticed({ partition }: DurabilityState, broker: Broker): boolean {
  const { leader, isr } = partition;
  const leads = leader !== null && leader === broker;
  return !leads && (!has(isr, broker) || isr === singleton(broker));
}

/** Not before the controller has noticed the crash: from 2.2 on it sees every bounce (KIP-380). */
function restart(schema: DurabilitySchema): Action {
  return actionsOn(schema)('Restart', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker is down': ({ brokers }, { broker }) => !brokers.at(broker).up,
      'the controller has noticed that': (state, { broker }) => wasNoticed(state, broker),
    },
    effect({ brokers }, { broker }) {
      const own = brokers.at(broker);
      own.up = true;
      own.fetched = null;
    },
  });
}
