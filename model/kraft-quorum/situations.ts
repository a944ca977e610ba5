/** The dangerous situations, which a repaired version must reach and survive. */
import { has, type Property, propertiesOf } from '../../checker/index.ts';
import { canReachMajority } from './roles.ts';
import type { KRaftQuorumRules } from './rules.ts';
import { type KRaftQuorumSchema, type KRaftQuorumState, type Voter, votersOf } from './state.ts';

export function situations(schema: KRaftQuorumSchema, rules: KRaftQuorumRules): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  const everyone = votersOf(schema);
  return [
    sometimes('a-record-is-committed', {
      claim: 'a leader has a high watermark',
      holds: ({ committed }) => committed.length > 0,
    }),
    sometimes('an-older-leader-carries-on', {
      claim: 'a voter leads, by its own account, after another has been elected in a later epoch',
      holds: ({ voters }) =>
        everyone.some(
          (one) =>
            voters.at(one).role === 'leader' &&
            everyone.some(
              (other) =>
                voters.at(other).role === 'leader' && voters.at(other).epoch > voters.at(one).epoch,
            ),
        ),
    }),
    sometimes('votes-are-split', {
      claim: 'two voters are candidates in one epoch',
      holds: ({ voters }) =>
        everyone.some(
          (one) =>
            voters.at(one).role === 'candidate' &&
            everyone.some(
              (other) =>
                other !== one &&
                voters.at(other).role === 'candidate' &&
                voters.at(other).epoch === voters.at(one).epoch,
            ),
        ),
    }),
    sometimes('a-leader-reaches-too-few', {
      claim:
        'a voter leads, by its own account, that reaches no majority, and another voter reaches one',
      holds: (state) =>
        everyone.some(
          (voter) =>
            state.voters.at(voter).role === 'leader' &&
            !canReachMajority(everyone, rules, state, voter),
        ) && everyone.some((voter) => canReachMajority(everyone, rules, state, voter)),
    }),
    sometimes('nobody-leads-or-stands', {
      claim: 'after an epoch with a leader nobody leads, and nobody stands for election',
      holds: ({ elected, voters }) =>
        elected.at(0) !== null &&
        everyone.every((voter) => {
          const { role } = voters.at(voter);
          return role !== 'leader' && role !== 'candidate';
        }),
    }),
    sometimesStep('a-follower-truncates', {
      claim: 'a follower removes records from its log',
      holds: (before, after, { name }) =>
        name === 'Fetch' && lengths(after, everyone) < lengths(before, everyone),
    }),
    sometimesStep('a-crash-loses-records', {
      claim: 'a voter that crashes comes back without the end of its log',
      holds: (before, after, { name }) =>
        name === 'CrashAndRestart' && lengths(after, everyone) < lengths(before, everyone),
    }),
    sometimesStep('a-cut-off-voter-returns', {
      claim: 'a voter is connected again that wants to be elected',
      holds: ({ cutOff, voters }, after, { name }) =>
        name === 'Reconnect' &&
        everyone.some(
          (voter) =>
            has(cutOff, voter) &&
            !has(after.cutOff, voter) &&
            (voters.at(voter).role === 'candidate' || voters.at(voter).role === 'prospective'),
        ),
    }),
  ];
}

function lengths({ voters }: KRaftQuorumState, everyone: readonly Voter[]): number {
  return everyone.reduce((sum, voter) => sum + voters.at(voter).log.length, 0);
}
