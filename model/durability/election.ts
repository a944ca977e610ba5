/** What the controller makes of crashes, and who leads. After PartitionLeaderSelector and its successors. */
import {
  type Action,
  actionsOn,
  has,
  individuals,
  members,
  remove,
  type SetOf,
  singleton,
  someMember,
} from '../../checker/index.ts';
import { failAwaited } from './answers.ts';
import { wasNoticed } from './crashes.ts';
import { raiseIfAlone } from './highWatermark.ts';
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

/** How a broker becomes leader, in whatever way it was chosen. */
type Lead = (draft: DurabilityDraft, broker: Broker, isr: SetOf<Broker>) => void;

export function electionActions(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action[] {
  const lead = leadUnder(schema, rules, constants);
  return [
    noticeCrash(schema, rules, constants),
    electFromIsr(schema, lead),
    ...(constants.uncleanElection === 1 ? [electUncleanly(schema, lead)] : []),
    ...(constants.leaderMoves === 1 ? [moveLeadership(schema, lead, constants)] : []),
  ];
}

/** Partition.makeLeader: nobody follows the new leader yet, and it knows nothing of the others. */
function leadUnder(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Lead {
  const everyone = individuals(brokerType(schema));
  return (draft, broker, isr) => {
    const { partition, brokers } = draft;
    partition.leader = broker;
    partition.leaderEpoch += 1;
    partition.isr = isr;
    for (const other of everyone) brokers.at(other).following = false;
    raiseIfAlone(draft, rules, constants);
  };
}

/** The last member stays in the ISR: there is nobody else to elect cleanly. */
function noticeCrash(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): Action {
  return actionsOn(schema)('ControllerNoticeCrash', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'the broker is down': ({ brokers }, { broker }) => !brokers.at(broker).up,
      'the controller has yet to act on it': (state, { broker }) => !wasNoticed(state, broker),
    },
    effect(draft, { broker }) {
      const { partition } = draft;
      if (partition.leader === broker) partition.leader = null;
      if (partition.isr !== singleton(broker)) partition.isr = remove(partition.isr, broker);
      raiseIfAlone(draft, rules, constants);
    },
  });
}

function electFromIsr(schema: DurabilitySchema, lead: Lead): Action {
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
      let isr = draft.partition.isr;
      for (const member of members(isr))
        if (!draft.brokers.at(member).up) isr = remove(isr, member);
      lead(draft, broker, isr);
    },
  });
}

/** Any live replica, once no ISR member is up; the ISR is then that replica. */
function electUncleanly(schema: DurabilitySchema, lead: Lead): Action {
  const { max } = schema.fields.partition.fields.leaderEpoch;
  return actionsOn(schema)('ElectUncleanly', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is no leader, and an epoch is left': ({ partition }) =>
        partition.leader === null && partition.leaderEpoch < max,
      'no ISR member is up': (state) => !isLiveInIsr(state),
      'the broker is up': ({ brokers }, { broker }) => brokers.at(broker).up,
    },
    effect(draft, { broker }) {
      lead(draft, broker, singleton(broker));
    },
  });
}

/** To the preferred replica, or away from a broker that shuts down in an orderly way. */
function moveLeadership(
  schema: DurabilitySchema,
  lead: Lead,
  constants: DurabilityConstants,
): Action {
  const { max } = schema.fields.partition.fields.leaderEpoch;
  return actionsOn(schema)('MoveLeadership', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is a leader, and an epoch is left': (state) =>
        liveLeader(state) !== null && state.partition.leaderEpoch < max,
      'the broker is another one, up and in the ISR': (state, { broker }) =>
        !isLiveLeader(state, broker) &&
        state.brokers.at(broker).up &&
        has(state.partition.isr, broker),
    },
    effect(draft, { broker }) {
      failAwaited(draft, constants);
      lead(draft, broker, draft.partition.isr);
    },
  });
}

function isLiveInIsr({ brokers, partition }: DurabilityState): boolean {
  return someMember(partition.isr, (member) => brokers.at(member).up);
}

/** Whether the partition has no leader, and gets none as things are, although a replica is up. */
export function isStranded(
  state: DurabilityState,
  { uncleanElection }: DurabilityConstants,
): boolean {
  return (
    state.partition.leader === null &&
    uncleanElection === 0 &&
    !isLiveInIsr(state) &&
    state.brokers.some(({ up }) => up)
  );
}
