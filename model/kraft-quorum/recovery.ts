/**
 * What can come about again once no more faults happen: that there is a leader whom a majority follows, and that what it has
 * appended is committed.
 */
import { type Property, propertiesOf, toText } from '../../checker/index.ts';
import { canReach } from './roles.ts';
import type { KRaftQuorumRules } from './rules.ts';
import {
  isMajority,
  type KRaftQuorumSchema,
  type KRaftQuorumState,
  type Voter,
  votersOf,
  voterType,
} from './state.ts';

export function recoveries(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Property[] {
  return [leaderCanBeElected(schema, rules), recordsCanBeCommitted(schema)];
}

/** A leader without a majority is none: it can commit nothing. */
function leaderCanBeElected(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Property {
  const everyone = votersOf(schema);
  return propertiesOf(schema).recoverable('a-leader-can-be-elected', {
    claim: 'a leader can come about whom a majority, itself included, reaches and can follow',
    holds: (state) => everyone.some((voter) => leadsMajority(everyone, rules, state, voter)),
    unless: (state) => isAtBounds(schema, state),
    because: ({ voters }) => {
      const leader = everyone.find((voter) => voters.at(voter).role === 'leader');
      if (leader === undefined) return 'nobody leads';
      const name = toText(voterType(schema), leader);
      return `${name} leads epoch ${voters.at(leader).epoch}, and no majority can follow it`;
    },
  });
}

/** Whether a voter leads in an epoch that a majority is not past, and that it can tell of that. */
function leadsMajority(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  state: KRaftQuorumState,
  voter: Voter,
): boolean {
  const { role, epoch } = state.voters.at(voter);
  if (role !== 'leader') return false;
  let count = 0;
  for (const other of everyone)
    if (
      other === voter ||
      (state.voters.at(other).epoch <= epoch && canReach(rules, state, voter, other))
    )
      count++;
  return isMajority(count, everyone);
}

/** An election takes an epoch: it is not asked for where somebody is in the last one. */
function isAtBounds(schema: KRaftQuorumSchema, { voters }: KRaftQuorumState): boolean {
  const { max } = schema.fields.voters.item.fields.epoch;
  return voters.some(({ epoch }) => epoch === max);
}

function recordsCanBeCommitted(schema: KRaftQuorumSchema): Property {
  const everyone = votersOf(schema);
  const waits = (state: KRaftQuorumState): Voter | undefined =>
    everyone.find((voter) => {
      const { role, highWatermark, log } = state.voters.at(voter);
      return role === 'leader' && highWatermark < log.length;
    });
  return propertiesOf(schema).recoverable('records-can-be-committed', {
    claim: 'all that a leader has appended can come to be committed, or it leads no more',
    holds: (state) => waits(state) === undefined,
    unless: (state) => isAtBounds(schema, state),
    because: (state) => {
      const leader = waits(state);
      if (leader === undefined) return 'it is';
      const { epoch, highWatermark, log } = state.voters.at(leader);
      return (
        `${toText(voterType(schema), leader)} leads epoch ${epoch} with ` +
        `${toText(schema.fields.committed, log)}, and its high watermark is ${highWatermark}`
      );
    },
  });
}
