import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/clean-election',
  title: 'Without unclean leader election no clean crash takes what was acknowledged or read',
  about:
    'The same crash as in unclean-election, and another: with one alone even truncation to the high watermark, as until 0.10, would lose nothing. The partition stays without a leader although a replica is up, until the last member of the ISR is back.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, {
    uncleanElection: 0,
    consumer: 1,
    cleanCrashes: 2,
  }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'acknowledged-records-survive',
      'consistent-read',
      'acked-once',
      'acknowledged-by-min-isr',
      'appended-by-min-isr',
      'true-high-watermark-monotone',
      'leader-in-isr',
      'one-leader-per-epoch',
      'clean-while-isr-lives',
      'epoch-monotone',
      'log-matching',
      'in-sync-replicas-agree',
      'in-sync-followers-agree',
      'a-record-is-acknowledged',
      'a-broker-leads-after-a-crash',
      'a-record-is-read-under-an-earlier-leader',
      'leaderless-although-a-replica-lives',
    ),
  expect: { verdict: 'holds', distinct: 238680 },
  deep: {
    constants: { brokers: 4 },
    expect: { verdict: 'holds', distinct: 6319234 },
  },
});
