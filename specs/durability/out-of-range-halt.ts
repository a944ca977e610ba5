import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/out-of-range-halt',
  title: 'Until 2.0.0 a follower whose log is longer than the log of the leader halts its broker',
  about:
    'Unclean leader election is off. The last member of the ISR loses its tail, is elected again, and the follower gets OFFSET_OUT_OF_RANGE: one partition takes a whole broker down, each time that it is started again.',
  tags: ['unclean.leader.election.enable', 'R41', 'KAFKA-3410', '2.0'],
  constants: withDefaults(DURABILITY_CONSTANTS, { brokers: 2, cleanCrashes: 0, lossyCrashes: 1 }),
  build: (constants) => judging(durabilityModel(UNTIL_0_10, constants), 'no-broker-halts'),
  expect: { verdict: 'violated', property: 'no-broker-halts', steps: 9, distinct: 574 },
  deep: {
    constants: { brokers: 3, maxRecords: 3, maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'no-broker-halts', steps: 10, distinct: 98754 },
  },
});
