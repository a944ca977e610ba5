/**
 * What the KRaft quorum claims: Raft's safety properties by the names that they have there (Ongaro and
 * Ousterhout, figure 3), and what a voter of Kafka takes for granted. Each has one definition.
 */
import { type Property, propertiesOf, toText } from '../../checker/index.ts';
import { agreeBelow, hasCommitted } from '../log.ts';
import { recoveries } from './recovery.ts';
import type { KRaftQuorumRules } from './rules.ts';
import { situations } from './situations.ts';
import { leaderStability } from './stability.ts';
import {
  type KRaftQuorumSchema,
  type KRaftQuorumState,
  type Voter,
  type VoterState,
  votersOf,
  voterType,
} from './state.ts';

/** Raft's safety properties: what a spec of a whole version claims. */
export const SAFETY = [
  'election-safety',
  'log-matching',
  'leader-completeness',
  'state-machine-safety',
  'high-watermark-monotone',
] as const;

export function kraftQuorumProperties(
  schema: KRaftQuorumSchema,
  rules: KRaftQuorumRules,
): Property[] {
  return [
    electionSafety(schema),
    logMatching(schema),
    leaderCompleteness(schema),
    stateMachineSafety(schema),
    highWatermarkMonotone(schema),
    leaderStability(schema, rules),
    ...recoveries(schema, rules),
    ...situations(schema, rules),
  ];
}

function electionSafety(schema: KRaftQuorumSchema): Property {
  const text = (voter: Voter | null | undefined) =>
    toText(schema.fields.elected.item, voter ?? null);
  const contested = (before: KRaftQuorumState, after: KRaftQuorumState): number =>
    before.elected.findIndex(
      (leader, index) => leader !== null && leader !== after.elected.at(index),
    );
  return propertiesOf(schema).step('election-safety', {
    claim: 'no epoch has two leaders, at once or one after the other',
    holds: (before, after) => contested(before, after) === -1,
    because: (before, after) => {
      const index = contested(before, after);
      return (
        `${text(after.elected.at(index))} becomes leader of epoch ${index + 1}, ` +
        `whose leader was ${text(before.elected.at(index))}`
      );
    },
  });
}

/** The first offset at which two logs have records of one epoch, and not the same records up to there. */
function mismatch({ log }: VoterState, other: VoterState): number {
  const shorter = Math.min(log.length, other.log.length);
  for (let offset = 0; offset < shorter; offset++) {
    if (
      log.at(offset)?.epoch === other.log.at(offset)?.epoch &&
      !agreeBelow(log, other.log, offset + 1)
    )
      return offset;
  }
  return -1;
}

function logMatching(schema: KRaftQuorumSchema): Property {
  const everyone = votersOf(schema);
  return propertiesOf(schema).always('log-matching', {
    claim: 'two logs that have a record of one epoch at one offset have the same records up to it',
    holds: ({ voters }) => {
      for (const one of everyone)
        for (const other of everyone) {
          if (one === other) break; // each pair once
          if (mismatch(voters.at(one), voters.at(other)) !== -1) return false;
        }
      return true;
    },
    because: ({ voters }) => {
      for (const one of everyone)
        for (const other of everyone) {
          const offset = mismatch(voters.at(one), voters.at(other));
          if (offset === -1) continue;
          const log = (voter: Voter) =>
            `${toText(schema.fields.voters.item.fields.log, voters.at(voter).log)} of ${nameOf(schema, voter)}`;
          return `at offset ${offset} the logs ${log(one)} and ${log(other)} have records of the same epoch, and differ there or before`;
        }
      return 'they agree';
    },
  });
}

/** Of the last that was elected: an older one may not have heard of what was committed since. */
function leaderCompleteness(schema: KRaftQuorumSchema): Property {
  const everyone = votersOf(schema);
  const { capacity: maxEpoch } = schema.fields.elected;
  const lacks = (state: KRaftQuorumState, voter: Voter): boolean => {
    const own = state.voters.at(voter);
    if (own.role !== 'leader' || hasCommitted(own.log, state.committed, state.committed.length))
      return false;
    for (let later = own.epoch; later < maxEpoch; later++)
      if (state.elected.at(later) !== null) return false;
    return true;
  };
  return propertiesOf(schema).always('leader-completeness', {
    claim: 'the leader of the latest epoch that has one has every committed record',
    holds: (state) => {
      for (const voter of everyone) if (lacks(state, voter)) return false;
      return true;
    },
    because: (state) => {
      const leader = everyone.find((voter) => lacks(state, voter));
      if (leader === undefined) return 'it has';
      const { epoch, log } = state.voters.at(leader);
      return (
        `${nameOf(schema, leader)} leads epoch ${epoch} with ${toText(schema.fields.committed, log)}; ` +
        `committed is ${toText(schema.fields.committed, state.committed)}`
      );
    },
  });
}

/** A controller or broker applies what is below its high watermark. */
function stateMachineSafety(schema: KRaftQuorumSchema): Property {
  const everyone = votersOf(schema);
  const isWrong = (state: KRaftQuorumState, voter: Voter): boolean => {
    const own = state.voters.at(voter);
    return !hasCommitted(own.log, state.committed, own.highWatermark);
  };
  return propertiesOf(schema).always('state-machine-safety', {
    claim: 'below its high watermark every voter has the records that were committed there first',
    holds: (state) => {
      for (const voter of everyone) if (isWrong(state, voter)) return false;
      return true;
    },
    because: (state) => {
      const voter = everyone.find((candidate) => isWrong(state, candidate));
      if (voter === undefined) return 'they have';
      const { highWatermark, log } = state.voters.at(voter);
      return (
        `${nameOf(schema, voter)} has high watermark ${highWatermark} and ` +
        `${toText(schema.fields.committed, log)}; committed was ${toText(schema.fields.committed, state.committed)}`
      );
    },
  });
}

/**
 * From 2.8 on FollowerState.updateHighWatermark and handleFetchResponse throw otherwise. In 2.7 a voter forgets its high
 * watermark whenever its role changes.
 */
function highWatermarkMonotone(schema: KRaftQuorumSchema): Property {
  const everyone = votersOf(schema);
  const falls = (before: KRaftQuorumState, after: KRaftQuorumState): Voter | undefined =>
    everyone.find((voter) => {
      const own = after.voters.at(voter);
      const least = before.voters.at(voter).highWatermark;
      return own.role === 'follower' && (own.highWatermark < least || own.log.length < least);
    });
  return propertiesOf(schema).step('high-watermark-monotone', {
    claim: 'no leader makes a follower lower its high watermark, or truncate its log below it',
    holds: (before, after, { name }) =>
      name === 'CrashAndRestart' || falls(before, after) === undefined,
    because: (before, after) => {
      const voter = falls(before, after);
      if (voter === undefined) return 'it does not fall';
      const { highWatermark, log } = after.voters.at(voter);
      return (
        `${nameOf(schema, voter)} had high watermark ${before.voters.at(voter).highWatermark}; ` +
        `now it has ${highWatermark}, and ${entriesText(log.length)}`
      );
    },
  });
}

function entriesText(length: number): string {
  return length === 1 ? 'a log of one record' : `a log of ${length} records`;
}

export function nameOf(schema: KRaftQuorumSchema, voter: Voter): string {
  return toText(voterType(schema), voter);
}
