/** What the cluster claims. Each property has one definition, which every spec uses. */
import {
  everyMember,
  has,
  individuals,
  members,
  type Property,
  propertiesOf,
  someMember,
  toText,
} from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import {
  type Broker,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  isTrueLeader,
  leadsByOwnAccount,
} from './state.ts';

/** The names of everything that must never break while no disk loses what was acknowledged. */
export const SAFETY = [
  'leader-in-isr',
  'one-leader-per-epoch',
  'candidate-completeness',
  'committed-prefix-safe',
  'consistent-read',
  'log-matching',
  'epoch-monotone',
  'true-high-watermark-monotone',
] as const;

export function safetyProperties(schema: ClusterSchema): Property[] {
  return [
    leaderInIsr(schema),
    oneLeaderPerEpoch(schema),
    candidateCompleteness(schema),
    committedPrefixSafe(schema),
    consistentRead(schema),
    logMatching(schema),
    epochMonotone(schema),
    trueHighWatermarkMonotone(schema),
  ];
}

function leaderInIsr(schema: ClusterSchema): Property {
  return propertiesOf(schema).always('leader-in-isr', {
    claim: 'if the partition has a leader, the leader is in the ISR',
    holds: ({ zookeeper: { partition } }) =>
      partition.leader === null || has(partition.isr, partition.leader),
  });
}

function oneLeaderPerEpoch(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).always('one-leader-per-epoch', {
    claim: 'no two brokers believe to lead in the same leader epoch',
    holds: (state) => {
      for (const one of everyone) {
        if (!leadsByOwnAccount(state, one)) continue;
        for (const other of everyone) {
          if (
            other !== one &&
            leadsByOwnAccount(state, other) &&
            state.brokers.at(other).leaderEpoch === state.brokers.at(one).leaderEpoch
          )
            return false;
        }
      }
      return true;
    },
  });
}

/** Whether the first records of a broker's log are those that were committed. */
function hasCommitted({ brokers, committed }: ClusterState, broker: Broker): boolean {
  const { log } = brokers.at(broker);
  for (let offset = 0; offset < committed.length; offset++) {
    if (log.at(offset)?.id !== committed.at(offset)) return false;
  }
  return true;
}

function candidateCompleteness(schema: ClusterSchema): Property {
  const lacking = (state: ClusterState): Broker[] =>
    members(state.zookeeper.partition.isr).filter(
      (member) => state.brokers.at(member).up && !hasCommitted(state, member),
    );
  return propertiesOf(schema).always('candidate-completeness', {
    claim: 'every ISR member that is up has all committed records: any of them may be elected',
    holds: (state) =>
      state.committed.length === 0 ||
      everyMember(
        state.zookeeper.partition.isr,
        (member) => !state.brokers.at(member).up || hasCommitted(state, member),
      ),
    because: (state) =>
      lacking(state)
        .map((member) => {
          const log = toText(schema.fields.brokers.item.fields.log, state.brokers.at(member).log);
          return (
            `${namesOf(schema, [member])} is in the ISR and may be elected, but its log ${log} lacks ` +
            `the committed ${recordsText(state)}`
          );
        })
        .join('; '),
  });
}

function committedPrefixSafe(schema: ClusterSchema): Property {
  return propertiesOf(schema).always('committed-prefix-safe', {
    claim: 'some ISR member has all committed records',
    holds: (state) =>
      state.committed.length === 0 ||
      someMember(state.zookeeper.partition.isr, (member) => hasCommitted(state, member)),
    because: (state) =>
      `no ISR member has ${recordsText(state)}, which was committed, at the start of its log`,
  });
}

/** Consumers read what is below a leader's high watermark, whichever broker believes to lead. */
function consistentRead(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const liesTo = (state: ClusterState, broker: Broker): boolean => {
    if (!leadsByOwnAccount(state, broker)) return false;
    const { log, highWatermark } = state.brokers.at(broker);
    const end = Math.min(highWatermark, state.committed.length);
    for (let offset = 0; offset < end; offset++) {
      if (log.at(offset)?.id !== state.committed.at(offset)) return true;
    }
    return false;
  };
  return propertiesOf(schema).always('consistent-read', {
    claim:
      'what consumers read at an offset, from whichever leader, is what they read there before',
    holds: (state) => {
      for (const broker of everyone) if (liesTo(state, broker)) return false;
      return true;
    },
    because: (state) =>
      `${namesOf(
        schema,
        everyone.filter((broker) => liesTo(state, broker)),
      )} shows consumers something else than ${recordsText(state)}`,
  });
}

/** A replica takes part once it has truncated for the epoch: before that it may well differ. */
function logMatching(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = (state: ClusterState, one: Broker, other: Broker): boolean => {
    const a = state.brokers.at(one);
    const b = state.brokers.at(other);
    if (!a.up || !b.up || a.truncating || b.truncating) return false;
    if (a.leader === null || a.leader !== b.leader || a.leaderEpoch !== b.leaderEpoch) return false;
    return !agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
  };
  return propertiesOf(schema).always('log-matching', {
    claim:
      'replicas that have truncated for the same leader epoch hold the same records below both their high watermarks',
    holds: (state) => {
      for (const one of everyone) {
        if (state.brokers.at(one).highWatermark === 0) continue;
        for (const other of everyone) if (differ(state, one, other)) return false;
      }
      return true;
    },
    because: (state) => {
      const apart = everyone.filter((one) => everyone.some((other) => differ(state, one, other)));
      return `${namesOf(schema, apart)} differ below both their high watermarks`;
    },
  });
}

function epochMonotone(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).step('epoch-monotone', {
    claim: "no leader epoch ever falls, but a broker's when it goes down",
    holds: (before, after) => {
      if (after.zookeeper.partition.leaderEpoch < before.zookeeper.partition.leaderEpoch)
        return false;
      for (const broker of everyone) {
        const now = after.brokers.at(broker);
        if (now.up && now.leaderEpoch < before.brokers.at(broker).leaderEpoch) return false;
      }
      return true;
    },
  });
}

/** The true high watermark is the largest that a true leader has had: what is below it was committed. */
function trueHighWatermarkMonotone(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).step('true-high-watermark-monotone', {
    claim:
      'whoever becomes true leader has all that was committed before, and keeps it while it leads',
    holds: (before, after) => {
      for (const broker of everyone) {
        if (!isTrueLeader(after, broker)) continue;
        const { log } = after.brokers.at(broker);
        for (let offset = 0; offset < before.committed.length; offset++) {
          if (log.at(offset)?.id !== before.committed.at(offset)) return false;
        }
      }
      return true;
    },
  });
}

function namesOf(schema: ClusterSchema, brokers: readonly Broker[]): string {
  return brokers.map((broker) => toText(brokerType(schema), broker)).join(' and ');
}

function recordsText({ committed }: ClusterState): string {
  const ids = Array.from({ length: committed.length }, (_, offset) => `r${committed.at(offset)}`);
  return `[${ids.join(', ')}]`;
}
