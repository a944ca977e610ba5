/** What the controller makes of crashes, and who leads. After PartitionLeaderSelector and its successors. */
import {
  type Action,
  actionsOn,
  blockedBy,
  has,
  individuals,
  instancesOf,
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
    ...elections(schema, lead, constants),
    ...(constants.leaderMoves === 1 ? [moveLeadership(schema, lead, constants)] : []),
  ];
}

/** All the ways in which a partition without a leader gets one. */
function elections(
  schema: DurabilitySchema,
  lead: Lead,
  { uncleanElection }: DurabilityConstants,
): Action[] {
  return [
    electFromIsr(schema, lead),
    ...(uncleanElection === 1 ? [electUncleanly(schema, lead)] : []),
  ];
}

export function epochIsLeft(schema: DurabilitySchema, { partition }: DurabilityState): boolean {
  return partition.leaderEpoch < schema.fields.partition.fields.leaderEpoch.max;
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
    for (const other of everyone) brokers.at(other).fetched = null;
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
  return actionsOn(schema)('ElectFromIsr', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is no leader, and an epoch is left': (state) =>
        state.partition.leader === null && epochIsLeft(schema, state),
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
  return actionsOn(schema)('ElectUncleanly', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is no leader, and an epoch is left': (state) =>
        state.partition.leader === null && epochIsLeft(schema, state),
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
  return actionsOn(schema)('MoveLeadership', {
    parameters: { broker: brokerType(schema) },
    actor: 'controller',
    when: {
      'there is a leader, and an epoch is left': (state) =>
        liveLeader(state) !== null && epochIsLeft(schema, state),
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

/** Who must be able to lead when nobody does: the ISR members that are up; if none is, whoever is up. */
function isCandidate(state: DurabilityState, broker: Broker): boolean {
  return state.brokers.at(broker).up && (has(state.partition.isr, broker) || !isLiveInIsr(state));
}

/**
 * Which candidates no election can make leader while there is none. The elections' own guards are
 * asked, so that one which bars somebody is found out. That the bounds are out of epochs bars nobody.
 */
export function barredUnder(
  schema: DurabilitySchema,
  rules: DurabilityRules,
  constants: DurabilityConstants,
): (state: DurabilityState) => Broker[] {
  const everyone = individuals(brokerType(schema));
  const lead = leadUnder(schema, rules, constants);
  const ways = elections(schema, lead, constants).flatMap(instancesOf);
  return (state) => {
    if (state.partition.leader !== null || !epochIsLeft(schema, state)) return [];
    const electable = ways
      .filter((way) => blockedBy(way, state) === null)
      .map(({ parameters }) => parameters['broker']);
    return everyone.filter((broker) => isCandidate(state, broker) && !electable.includes(broker));
  };
}
