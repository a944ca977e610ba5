/** That a leader whom a majority hears from stays leader: what pre-votes are for (KIP-996). */
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

export function leaderStability(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Property {
  const everyone = votersOf(schema);
  const deposed = (before: KRaftQuorumState, after: KRaftQuorumState): Voter | undefined =>
    everyone.find(
      (voter) =>
        isHealthy(everyone, rules, before, voter) && after.voters.at(voter).role !== 'leader',
    );
  return propertiesOf(schema).step('leader-stability', {
    claim: 'a leader goes on as leader while a majority, itself included, fetches from it',
    holds: (before, after, { name }) =>
      name === 'CrashAndRestart' || name === 'Resign' || deposed(before, after) === undefined,
    because: (before, after) => {
      const leader = deposed(before, after);
      if (leader === undefined) return 'it does';
      const [from, to] = [before.voters.at(leader).epoch, after.voters.at(leader).epoch];
      return (
        `${toText(voterType(schema), leader)} led epoch ${from}, and a majority fetched from it; ` +
        `it leaves that for epoch ${to}`
      );
    },
  });
}

/** Whether a leader has a majority with those that follow it, have had an answer from it, and can reach it. */
function isHealthy(
  everyone: readonly Voter[],
  rules: KRaftQuorumRules,
  state: KRaftQuorumState,
  leader: Voter,
): boolean {
  const own = state.voters.at(leader);
  if (own.role !== 'leader') return false;
  let count = 1;
  for (const voter of everyone) {
    const other = state.voters.at(voter);
    if (
      voter !== leader &&
      other.role === 'follower' &&
      other.epoch === own.epoch &&
      other.hasFetched &&
      canReach(rules, state, leader, voter)
    )
      count++;
  }
  return isMajority(count, everyone);
}
