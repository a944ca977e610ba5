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
  type BrokerState,
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
  'local-high-watermark-valid',
  'log-matching',
  'log-matching-strong',
  'epoch-monotone',
  'true-high-watermark-monotone',
] as const;

export function safetyProperties(schema: ClusterSchema): Property[] {
  return [
    leaderInIsr(schema),
    oneLeaderPerEpoch(schema),
    candidateCompleteness(schema),
    committedPrefixSafe(schema),
    whoJoinsIsComplete(schema),
    consistentRead(schema),
    localHighWatermarkValid(schema),
    logMatching(schema),
    logMatchingStrong(schema),
    logMatchingInEpoch(schema),
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

/** Whether the first records of a broker's log, up to `end`, are the committed ones of `state`. */
function hasCommitted(
  { committed }: ClusterState,
  { log }: BrokerState,
  end = committed.length,
): boolean {
  for (let offset = 0; offset < Math.min(end, committed.length); offset++) {
    if (log.at(offset)?.id !== committed.at(offset)) return false;
  }
  return true;
}

function candidateCompleteness(schema: ClusterSchema): Property {
  const lacking = (state: ClusterState): Broker[] =>
    members(state.zookeeper.partition.isr).filter(
      (member) => state.brokers.at(member).up && !hasCommitted(state, state.brokers.at(member)),
    );
  return propertiesOf(schema).always('candidate-completeness', {
    claim: 'every ISR member that is up has all committed records: any of them may be elected',
    holds: (state) =>
      state.committed.length === 0 ||
      everyMember(
        state.zookeeper.partition.isr,
        (member) => !state.brokers.at(member).up || hasCommitted(state, state.brokers.at(member)),
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
      someMember(state.zookeeper.partition.isr, (member) =>
        hasCommitted(state, state.brokers.at(member)),
      ),
    because: (state) =>
      `no ISR member has ${recordsText(state)}, which was committed, at the start of its log`,
  });
}

/** Asked of what the leader still has, so that it can hold where a disk loses records. */
function whoJoinsIsComplete(schema: ClusterSchema): Property {
  const lacking = (before: ClusterState, { brokers, zookeeper }: ClusterState): Broker[] => {
    const { leader, isr } = zookeeper.partition;
    if (leader === null || isr === before.zookeeper.partition.isr) return [];
    const { log, highWatermark } = brokers.at(leader);
    return members(isr).filter(
      (member) =>
        !has(before.zookeeper.partition.isr, member) &&
        !agreeBelow(log, brokers.at(member).log, highWatermark),
    );
  };
  return propertiesOf(schema).step('who-joins-is-complete', {
    claim: "whoever joins the ISR has all that is below the leader's high watermark",
    holds: (before, after) => lacking(before, after).length === 0,
    because: (before, after) =>
      `${namesOf(schema, lacking(before, after))} joins the ISR without a record that is below the leader's high watermark`,
  });
}

/** Consumers read what is below a leader's high watermark, whichever broker believes to lead. */
function consistentRead(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const liesTo = (state: ClusterState, broker: Broker): boolean => {
    const own = state.brokers.at(broker);
    return leadsByOwnAccount(state, broker) && !hasCommitted(state, own, own.highWatermark);
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

/** What a replica takes to be committed was. */
function localHighWatermarkValid(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const isWrong = (state: ClusterState, broker: Broker): boolean => {
    const own = state.brokers.at(broker);
    return (
      own.highWatermark > state.committed.length || !hasCommitted(state, own, own.highWatermark)
    );
  };
  return propertiesOf(schema).always('local-high-watermark-valid', {
    claim: "what is below a replica's own high watermark was committed, record by record",
    holds: (state) => {
      for (const broker of everyone) if (isWrong(state, broker)) return false;
      return true;
    },
    because: (state) =>
      `${namesOf(
        schema,
        everyone.filter((broker) => isWrong(state, broker)),
      )} has something else than ${recordsText(state)} below its high watermark`,
  });
}

function logMatching(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = ({ brokers }: ClusterState, one: Broker, other: Broker): boolean => {
    const a = brokers.at(one);
    const b = brokers.at(other);
    return !agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
  };
  return propertiesOf(schema).always('log-matching', {
    claim: 'any two replicas hold the same records below both their high watermarks',
    ...amongPairs(schema, everyone, differ, 'differ below both their high watermarks'),
  });
}

/** The property of Raft's logs. A replica that has yet to truncate is about to lose what differs. */
function logMatchingStrong(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = ({ brokers }: ClusterState, one: Broker, other: Broker): boolean => {
    const a = brokers.at(one);
    const b = brokers.at(other);
    if (a.truncating || b.truncating) return false;
    for (let offset = Math.min(a.log.length, b.log.length) - 1; offset >= 0; offset--) {
      if (a.log.at(offset)?.epoch === b.log.at(offset)?.epoch)
        return !agreeBelow(a.log, b.log, offset + 1);
    }
    return false;
  };
  return propertiesOf(schema).always('log-matching-strong', {
    claim:
      'where two logs have a record of the same epoch at the same offset, they are the same up to there',
    ...amongPairs(schema, everyone, differ, 'have a record of one epoch at one offset, and differ'),
  });
}

/**
 * For specs in which a disk loses records: a replica takes part once it has truncated for the epoch, and
 * until then it may well differ.
 */
function logMatchingInEpoch(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = (state: ClusterState, one: Broker, other: Broker): boolean => {
    const a = state.brokers.at(one);
    const b = state.brokers.at(other);
    if (!a.up || !b.up || a.truncating || b.truncating) return false;
    if (a.leader === null || a.leader !== b.leader || a.leaderEpoch !== b.leaderEpoch) return false;
    return !agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark));
  };
  return propertiesOf(schema).always('log-matching-in-epoch', {
    claim:
      'replicas that have truncated for the same leader epoch hold the same records below both their high watermarks',
    ...amongPairs(schema, everyone, differ, 'differ below both their high watermarks'),
  });
}

/** What holds if no two replicas differ, in the sense of `differ`, which does not mind their order. */
function amongPairs(
  schema: ClusterSchema,
  everyone: readonly Broker[],
  differ: (state: ClusterState, one: Broker, other: Broker) => boolean,
  how: string,
) {
  return {
    holds: (state: ClusterState): boolean => {
      for (const one of everyone) {
        for (const other of everyone) if (one < other && differ(state, one, other)) return false;
      }
      return true;
    },
    because: (state: ClusterState): string => {
      const apart = everyone.filter((one) => everyone.some((other) => differ(state, one, other)));
      return `${namesOf(schema, apart)} ${how}`;
    },
  };
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
        if (!hasCommitted(before, after.brokers.at(broker))) return false;
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
