import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-consistent-read',
  title: 'Unclean leader election takes back what a consumer has read',
  about:
    'The record was below the high watermark of the old leader, and the new leader does not have it.',
  tags: ['unclean.leader.election.enable', 'R41'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 1, consumer: 1 }),
  build: (constants) => judging(durabilityModel(FROM_2_1, constants), 'consistent-read'),
  expect: { verdict: 'violated', property: 'consistent-read', steps: 7, distinct: 30900 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'consistent-read', steps: 8, distinct: 5384208 },
  },
});
