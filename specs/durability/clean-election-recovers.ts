import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/clean-election-recovers',
  title:
    'Without unclean leader election a partition can have a leader again, once its last ISR member is back',
  about:
    'The other side of clean-election-leaderless: as the last member is never taken out of the ISR, it can be elected when it starts again, and all others follow it. Crashes that lose records are among these, so that what was acknowledged may be gone. That a broker can start again is assumed: it is a step, and no fault.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, {
    brokers: 2,
    maxLeaderEpoch: 3,
    uncleanElection: 0,
    cleanCrashes: 2,
    lossyCrashes: 1,
  }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'a-leader-can-be-elected',
      'replicas-can-agree',
      'leaderless-although-a-replica-lives',
      'a-broker-leads-after-a-crash',
      'an-acknowledged-record-is-lost',
    ),
  expect: { verdict: 'holds', distinct: 21210 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'holds', distinct: 1133730 },
  },
});
