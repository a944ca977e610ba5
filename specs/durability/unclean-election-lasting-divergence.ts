import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-lasting-divergence',
  title: 'Until 0.10 the divergence that unclean leader election brings is for ever',
  about:
    'A replica with the records of the old leader truncates to its own high watermark, which is as high as that of the new leader, and joins the ISR with another record below it.',
  tags: ['unclean.leader.election.enable', 'R41', '0.10'],
  constants: withDefaults(DURABILITY_CONSTANTS, { uncleanElection: 1 }),
  build: (constants) => judging(durabilityModel(UNTIL_0_10, constants), 'in-sync-replicas-agree'),
  expect: { verdict: 'violated', property: 'in-sync-replicas-agree', steps: 10, distinct: 15405 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'in-sync-replicas-agree',
      steps: 11,
      distinct: 2158672,
    },
  },
});
