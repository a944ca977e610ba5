/** Crashes, restarts, and what the controller makes of them. */
import {
  type Action,
  actionsOn,
  has,
  int,
  intersection,
  remove,
  singleton,
  someMember,
} from '../../checker/index.ts';
import {
  type Broker,
  brokerType,
  type DurabilityConstants,
  type DurabilityDraft,
  type DurabilitySchema,
  type DurabilityState,
} from './state.ts';

export function failureActions(schema: DurabilitySchema, constants: DurabilityConstants): Action[] {
  return [
    crash(schema),
    crashAndLose(schema),
    restart(schema),
    noticeCrash(schema),
    electFromIsr(schema),
    ...(constants.uncleanElection === 1 ? [electUncleanly(schema)] : []),
  ];
}

function crash(schema: DurabilitySchema): Action {
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
      draft.brokers.at(broker).up = false;
    },
  });
}

/** Appends are not flushed before they are acknowledged: a power failure may take any tail of the log. */
function crashAndLose(schema: DurabilitySchema): Action {
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
      const own = draft.brokers.at(broker);
      draft.faults.lossyCrashes += 1;
      own.up = false;
      own.log.length = kept;
      own.highWatermark = Math.min(own.highWatermark, kept);
    },
  });
}

/** Whether the partition's state shows that the controller knows that this broker was gone. */
function wasNoticed({ partition }: DurabilityState, broker: Broker): boolean {
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
      brokers.at(broker).up = true;
    },
  });
}

/** The last member stays in the ISR: there is nobody else to elect cleanly. */
function noticeCrash(schema: DurabilitySchema): Action {
  return actionsOn(schema)('ControllerNoticeCrash', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'the broker is down': ({ brokers }, { broker }) => !brokers.at(broker).up,
      'the controller has yet to act on it': (state, { broker }) => !wasNoticed(state, broker),
    },
    effect({ partition }, { broker }) {
      if (partition.leader === broker) partition.leader = null;
      if (partition.isr !== singleton(broker)) partition.isr = remove(partition.isr, broker);
    },
  });
}

function electFromIsr(schema: DurabilitySchema): Action {
  const { max } = schema.fields.partition.fields.leaderEpoch;
  return actionsOn(schema)('ElectFromIsr', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is no leader, and an epoch is left': ({ partition }) =>
        partition.leader === null && partition.leaderEpoch < max,
      'the broker is up and in the ISR': ({ brokers, partition }, { broker }) =>
        brokers.at(broker).up && has(partition.isr, broker),
    },
    effect(draft, { broker }) {
      draft.partition.isr = intersection(draft.partition.isr, liveBrokers(draft));
      lead(draft, broker);
    },
  });
}

/** Any live replica, once no ISR member is up; the ISR is then that replica. */
function electUncleanly(schema: DurabilitySchema): Action {
  const { max } = schema.fields.partition.fields.leaderEpoch;
  return actionsOn(schema)('ElectUncleanly', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is no leader, and an epoch is left': ({ partition }) =>
        partition.leader === null && partition.leaderEpoch < max,
      'no ISR member is up': ({ brokers, partition }) =>
        !someMember(partition.isr, (member) => brokers.at(member).up),
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
    },
    effect(draft, { broker }) {
      draft.partition.isr = singleton(broker);
      lead(draft, broker);
    },
  });
}

function lead({ partition }: DurabilityDraft, broker: Broker): void {
  partition.leader = broker;
  partition.leaderEpoch += 1;
}

function liveBrokers({ brokers }: DurabilityState) {
  let live = singleton(0 as Broker);
  live = remove(live, 0 as Broker);
  brokers.every(({ up }, broker) => {
    if (up) live = (live | singleton(broker)) as typeof live;
    return true;
  });
  return live;
}
