import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-heals',
  title:
    'From 2.1 on no ISR member that follows has a log that differs, even after an unclean election',
  about:
    'Records are lost, but whoever has the records of the old leader truncates to the last one that the new leader has as well, before it fetches, and so before it is in sync again. A member that has yet to truncate for its leader may differ, but not below both high watermarks.',
  tags: ['unclean.leader.election.enable', 'KIP-279', '2.1'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 1 }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'in-sync-replicas-agree',
      'in-sync-followers-agree',
      'leader-in-isr',
      'one-leader-per-epoch',
      'clean-while-isr-lives',
      'epoch-monotone',
      'acked-once',
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
