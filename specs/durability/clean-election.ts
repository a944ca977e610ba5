import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/clean-election',
  title:
    'Without unclean leader election nothing is lost, at the price of a partition without a leader',
  about:
    'The same crash as in unclean-election. The partition stays without a leader although a replica is up, until the last member of the ISR is back.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 0 }),
  build: (constants) =>
    judging(
      durabilityModel(constants),
      'acknowledged-records-survive',
      'log-matching',
      'a-record-is-acknowledged',
      'a-broker-leads-after-a-crash',
      'leaderless-although-a-replica-lives',
    ),
  expect: { verdict: 'holds', distinct: 9027 },
  deep: {
    constants: { maxRecords: 4, maxLeaderEpoch: 3, cleanCrashes: 2 },
    expect: { verdict: 'holds', distinct: 1007415 },
  },
});
