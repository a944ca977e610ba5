import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-divergence',
  title: 'After an unclean leader election two logs differ below both their high watermarks',
  about:
    'The new leader commits another record at the offset of the lost one. A consumer of the old leader has seen the one, a consumer of the new leader sees the other.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 1 }),
  build: (constants) => judging(durabilityModel(FROM_2_1, constants), 'log-matching'),
  expect: { verdict: 'violated', property: 'log-matching', steps: 7, distinct: 13677 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'log-matching', steps: 8, distinct: 1840972 },
  },
});
