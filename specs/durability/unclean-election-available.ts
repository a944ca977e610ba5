import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-available',
  title:
    'With unclean leader election whichever replica is up can lead, and one outside the ISR only when no member is up',
  about:
    'The same crashes as in clean-election-leaderless. The guards of all elections are asked whom they bar while there is no leader; that the bounds have no epoch left bars nobody.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 1 }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'a-live-replica-can-lead',
      'clean-while-isr-lives',
      'leader-is-elected-alive',
      'who-joins-is-up',
      'acknowledged-by-min-isr',
      'appended-by-min-isr',
      'an-acknowledged-record-is-lost',
    ),
  expect: { verdict: 'holds', distinct: 13677 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: { verdict: 'holds', distinct: 1840972 },
  },
});
