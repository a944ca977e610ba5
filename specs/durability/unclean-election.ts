import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election',
  title: 'Unclean leader election loses an acknowledged record with one clean crash',
  about:
    'The ISR is down to the leader. It crashes, and a replica that lags is elected. The default was on until 0.10.',
  tags: ['unclean.leader.election.enable', 'R41', 'KAFKA-4623'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 1 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_1, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 6,
    distinct: 13677,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 7,
      distinct: 1840972,
    },
  },
});
