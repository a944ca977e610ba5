/** What a partition of a KRaft cluster claims. Each has one definition. */
import {
  difference,
  everyMember,
  has,
  intersection,
  isSubset,
  members,
  type Property,
  propertiesOf,
  type SetOf,
  size,
  toText,
  unionOf,
} from '../../checker/index.ts';
import { hasCommitted } from '../log.ts';
import { type Cluster, effectiveMinIsr } from './cluster.ts';
import { countedIsr } from './highWatermark.ts';
import { recovery } from './recovery.ts';
import { situations } from './situations.ts';
import {
  type Broker,
  brokersOf,
  brokerType,
  isTrueLeader,
  type KRaftPartitionSchema,
  type KRaftPartitionState,
  NOBODY,
} from './state.ts';

/** What a spec of a whole version claims of committed records. */
export const SAFETY = [
  'leader-completeness',
  'candidate-completeness',
  'high-watermark-valid',
  'counted-isr-is-superset',
] as const;

/** What it claims of leader, ISR and eligible leader replicas, whatever the logs are. */
export const MEMBERSHIP = [
  'leader-in-isr',
  'leader-is-active',
  'isr-is-active',
  'elr-is-valid',
] as const;

export function kraftPartitionProperties(cluster: Cluster): Property[] {
  const { schema } = cluster;
  return [
    leaderCompleteness(schema),
    acknowledgedRecordsSurvive(schema),
    candidateCompleteness(schema),
    whoJoinsIsComplete(schema),
    highWatermarkValid(schema),
    countedIsrIsSuperset(cluster),
    leaderInIsr(schema),
    leaderIsActive(schema),
    isrIsActive(schema),
    elrIsValid(cluster),
    shutdownKeepsEligibility(schema),
    ...recovery(cluster),
    ...situations(schema),
  ];
}

/** Whether a broker has every record that a leader has committed. */
function hasAllCommitted({ brokers, committed }: KRaftPartitionState, broker: Broker): boolean {
  return hasCommitted(brokers.at(broker).log, committed, committed.length);
}

function logText(schema: KRaftPartitionSchema, state: KRaftPartitionState, broker: Broker): string {
  return `${nameOf(schema, broker)} has ${toText(schema.fields.committed, state.brokers.at(broker).log)}`;
}

function committedText(schema: KRaftPartitionSchema, state: KRaftPartitionState): string {
  return `committed is ${toText(schema.fields.committed, state.committed)}`;
}

function leaderCompleteness(schema: KRaftPartitionSchema): Property {
  const everyone = brokersOf(schema);
  const lacks = (state: KRaftPartitionState, broker: Broker): boolean =>
    isTrueLeader(state, broker) && !hasAllCommitted(state, broker);
  return propertiesOf(schema).always('leader-completeness', {
    claim: 'who leads in the current leader epoch has every record that a leader has committed',
    holds: (state) => {
      for (const broker of everyone) if (lacks(state, broker)) return false;
      return true;
    },
    because: (state) => {
      const leader = everyone.find((broker) => lacks(state, broker));
      if (leader === undefined) return 'it has';
      return `${logText(schema, state, leader)}, and leads; ${committedText(schema, state)}`;
    },
  });
}

function acknowledgedRecordsSurvive(schema: KRaftPartitionSchema): Property {
  const everyone = brokersOf(schema);
  const lost = (state: KRaftPartitionState, broker: Broker): readonly number[] =>
    members(state.acknowledged).filter(
      (acknowledged) =>
        !state.brokers
          .at(broker)
          .log.some(({ id }: { readonly id: number }) => id === acknowledged),
    );
  const loser = (state: KRaftPartitionState): Broker | undefined =>
    everyone.find((broker) => isTrueLeader(state, broker) && lost(state, broker).length > 0);
  return propertiesOf(schema).always('acknowledged-records-survive', {
    claim: 'who leads in the current leader epoch has every record acknowledged to acks=all',
    holds: (state) => size(state.acknowledged) === 0 || loser(state) === undefined,
    because: (state) => {
      const leader = loser(state);
      if (leader === undefined) return 'it has';
      const names = lost(state, leader).map((id) => `r${id}`);
      return `${logText(schema, state, leader)}, and leads; acknowledged is ${names.join(', ')}`;
    },
  });
}

/** One that does not run may have lost what it had; it is judged when it is back. */
function candidateCompleteness(schema: KRaftPartitionSchema): Property {
  const lacks = (state: KRaftPartitionState, broker: Broker): boolean => {
    return state.brokers.at(broker).process === 'running' && !hasAllCommitted(state, broker);
  };
  return propertiesOf(schema).always('candidate-completeness', {
    claim:
      'whoever runs and is in the ISR, or an eligible leader replica, has every record that a leader has committed',
    holds: (state) =>
      everyMember(
        unionOf(state.partition.isr, state.partition.elr),
        (member) => !lacks(state, member),
      ),
    because: (state) => {
      const { isr, elr } = state.partition;
      const member = members(unionOf(isr, elr)).find((candidate) => lacks(state, candidate));
      if (member === undefined) return 'they have';
      const place = has(isr, member) ? 'in the ISR' : 'eligible';
      return `${logText(schema, state, member)}, and is ${place}; ${committedText(schema, state)}`;
    },
  });
}

/** As long as the leader has it all: one that has lost something itself has nothing better to give. */
function whoJoinsIsComplete(schema: KRaftPartitionSchema): Property {
  const joiner = (before: KRaftPartitionState, after: KRaftPartitionState): Broker | undefined => {
    const { leader } = after.partition;
    if (leader === null || !hasAllCommitted(after, leader)) return undefined;
    return members(difference(after.partition.isr, before.partition.isr)).find(
      (broker) => after.brokers.at(broker).process === 'running' && !hasAllCommitted(after, broker),
    );
  };
  return propertiesOf(schema).step('who-joins-is-complete', {
    claim:
      'who runs, and is taken into the ISR, has every record that a leader has committed, if the leader has',
    holds: (before, after) =>
      before.partition.isr === after.partition.isr || joiner(before, after) === undefined,
    because: (before, after) => {
      const broker = joiner(before, after);
      if (broker === undefined) return 'it has';
      return `${logText(schema, after, broker)}, and joins; ${committedText(schema, after)}`;
    },
  });
}

/** A follower too: consumers may read from it (KIP-392). */
function highWatermarkValid(schema: KRaftPartitionSchema): Property {
  const everyone = brokersOf(schema);
  const isWrong = (state: KRaftPartitionState, broker: Broker): boolean => {
    const own = state.brokers.at(broker);
    return !hasCommitted(own.log, state.committed, own.highWatermark);
  };
  return propertiesOf(schema).always('high-watermark-valid', {
    claim: 'below its high watermark every broker has the records that were committed there first',
    holds: (state) => {
      for (const broker of everyone) if (isWrong(state, broker)) return false;
      return true;
    },
    because: (state) => {
      const broker = everyone.find((candidate) => isWrong(state, candidate));
      if (broker === undefined) return 'they have';
      const { highWatermark } = state.brokers.at(broker);
      return `${logText(schema, state, broker)}, and high watermark ${highWatermark}; ${committedText(schema, state)}`;
    },
  });
}

/** What KIP-497 is built on: nobody can be elected for whom the leader does not wait. */
function countedIsrIsSuperset({ schema, everyone, rules }: Cluster): Property {
  const setText = schema.fields.partition.fields.isr;
  const counted = (state: KRaftPartitionState, broker: Broker): SetOf<Broker> => {
    const { leading } = state.brokers.at(broker);
    return leading === null ? NOBODY : countedIsr(leading, rules);
  };
  const leader = (state: KRaftPartitionState): Broker | undefined =>
    everyone.find(
      (broker) =>
        isTrueLeader(state, broker) && !isSubset(state.partition.isr, counted(state, broker)),
    );
  return propertiesOf(schema).always('counted-isr-is-superset', {
    claim: "who leads in the current leader epoch waits for every member of the controller's ISR",
    holds: (state) => leader(state) === undefined,
    because: (state) => {
      const broker = leader(state);
      if (broker === undefined) return 'it does';
      return `${nameOf(schema, broker)} waits for ${toText(setText, counted(state, broker))}; the ISR is ${toText(setText, state.partition.isr)}`;
    },
  });
}

function leaderInIsr(schema: KRaftPartitionSchema): Property {
  return propertiesOf(schema).always('leader-in-isr', {
    claim: 'who is elected is in the ISR',
    holds: ({ partition }) => partition.leader === null || has(partition.isr, partition.leader),
    because: ({ partition }) => partitionText(schema, partition),
  });
}

function leaderIsActive(schema: KRaftPartitionSchema): Property {
  return propertiesOf(schema).always('leader-is-active', {
    claim: 'who is elected is not fenced',
    holds: ({ partition, registrations }) =>
      partition.leader === null || registrations.at(partition.leader).status !== 'fenced',
    because: ({ partition }) => `${partitionText(schema, partition)}; the leader is fenced`,
  });
}

/** The last member may stay, whatever becomes of it. */
function isrIsActive(schema: KRaftPartitionSchema): Property {
  const fenced = ({ partition, registrations }: KRaftPartitionState): readonly Broker[] =>
    members(partition.isr).filter((member) => registrations.at(member).status === 'fenced');
  return propertiesOf(schema).always('isr-is-active', {
    claim: 'of an ISR of two or more nobody is fenced',
    holds: (state) => size(state.partition.isr) < 2 || fenced(state).length === 0,
    because: (state) =>
      `${partitionText(schema, state.partition)}; fenced: ${fenced(state)
        .map((member) => nameOf(schema, member))
        .join(', ')}`,
  });
}

function elrIsValid(cluster: Cluster): Property {
  const { schema } = cluster;
  return propertiesOf(schema).always('elr-is-valid', {
    claim: 'eligible leader replicas are outside the ISR, and none while it has min ISR members',
    holds: ({ partition: { isr, elr } }) =>
      elr === NOBODY || (intersection(isr, elr) === NOBODY && size(isr) < effectiveMinIsr(cluster)),
    because: ({ partition }) => partitionText(schema, partition),
  });
}

/** What orderly shutdowns are for: nothing is lost by them, so nobody has to be left out. */
function shutdownKeepsEligibility(schema: KRaftPartitionSchema): Property {
  const everyone = brokersOf(schema);
  const isCandidate = ({ partition: { isr, elr } }: KRaftPartitionState, broker: Broker): boolean =>
    has(isr, broker) || has(elr, broker);
  const dropped = (before: KRaftPartitionState, after: KRaftPartitionState): Broker | undefined =>
    everyone.find(
      (broker) =>
        before.brokers.at(broker).process === 'shut-down' &&
        after.brokers.at(broker).process === 'running' &&
        isCandidate(before, broker) &&
        !isCandidate(after, broker),
    );
  return propertiesOf(schema).step('shutdown-keeps-eligibility', {
    claim: 'who shut down in order is as eligible after its restart as it was before',
    holds: (before, after) => dropped(before, after) === undefined,
    because: (before, after) => {
      const broker = dropped(before, after);
      return broker === undefined
        ? 'it is'
        : `${nameOf(schema, broker)} is no candidate any more: ${partitionText(schema, after.partition)}`;
    },
  });
}

function partitionText(
  schema: KRaftPartitionSchema,
  partition: KRaftPartitionState['partition'],
): string {
  const { leader, isr, elr } = schema.fields.partition.fields;
  return `leader ${toText(leader, partition.leader)}, ISR ${toText(isr, partition.isr)}, eligible ${toText(elr, partition.elr)}`;
}

export function nameOf(schema: KRaftPartitionSchema, broker: Broker): string {
  return toText(brokerType(schema), broker);
}
