/** What the cluster claims of records that were committed: who has them, who shows them, who may lead without. */
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
import { namesOf } from './names.ts';
import {
  type Broker,
  type BrokerState,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  isTrueLeader,
  leadsByOwnAccount,
} from './state.ts';

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

export function candidateCompleteness(schema: ClusterSchema): Property {
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

export function committedPrefixSafe(schema: ClusterSchema): Property {
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
export function whoJoinsIsComplete(schema: ClusterSchema): Property {
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
export function consistentRead(schema: ClusterSchema): Property {
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
export function localHighWatermarkValid(schema: ClusterSchema): Property {
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

/** The true high watermark is the largest that a true leader has had: what is below it was committed. */
export function trueHighWatermarkMonotone(schema: ClusterSchema): Property {
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

function recordsText({ committed }: ClusterState): string {
  const ids = Array.from({ length: committed.length }, (_, offset) => `r${committed.at(offset)}`);
  return `[${ids.join(', ')}]`;
}
