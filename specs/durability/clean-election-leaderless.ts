import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/clean-election-leaderless',
  title: 'Without unclean leader election a partition is without a leader although a replica is up',
  about:
    'The price of clean-election: the last member of the ISR is down, and a replica that is up may lack what was acknowledged, as here. It waits until the other is back.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 0 }),
  build: (constants) => judging(durabilityModel(FROM_2_1, constants), 'a-live-replica-can-lead'),
  expect: { verdict: 'violated', property: 'a-live-replica-can-lead', steps: 5, distinct: 12921 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'a-live-replica-can-lead',
      steps: 6,
      distinct: 1763512,
    },
  },
});
