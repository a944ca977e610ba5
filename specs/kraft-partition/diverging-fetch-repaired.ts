import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/diverging-fetch-repaired',
  title: 'A fetch that diverges is no progress',
  about: 'From 2.8.1 on.',
  tags: ['R23', 'KAFKA-13141', '2.8'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 2, maxRecords: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      'leader-completeness',
      'a-follower-truncates',
    ),
  expect: { verdict: 'holds', distinct: 34844 },
  deep: {
    constants: { brokers: 3, maxPartitionEpoch: 2 },
    expect: { verdict: 'holds', distinct: 3622083 },
  },
});
