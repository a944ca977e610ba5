import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-recovers',
  title: 'From 2.1 on all logs can be the same again after an unclean leader election',
  about:
    'As in unclean-election-for-good. Records are lost, and for a time two logs differ below both their high watermarks; whoever follows truncates them, and is in the ISR again.',
  tags: ['unclean.leader.election.enable', 'R02', 'R41', 'KIP-279', '2.1'],
  constants: withDefaults(DURABILITY_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    uncleanElection: 1,
    leaderMoves: 1,
  }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'replicas-can-agree',
      'a-leader-can-be-elected',
      'a-broker-leads-after-a-crash',
      'an-acknowledged-record-is-lost',
      'logs-differ-below-both-high-watermarks',
    ),
  expect: { verdict: 'holds', distinct: 32536 },
  deep: {
    constants: { brokers: 3, maxRecords: 2 },
    expect: { verdict: 'holds', distinct: 261951 },
  },
});
