import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/diverging-fetch',
  title:
    'A leader that takes note of a fetch that diverges commits what the follower is about to truncate for',
  about:
    'The follower has another record at that offset. The leader answers that it diverges, and counts it as one that has the record all the same. So in 2.8.0; all else is repaired.',
  tags: ['R23', 'KAFKA-13141', '2.8'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 2, maxRecords: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, divergingFetchCounts: true }, constants),
      'leader-completeness',
      'a-follower-truncates',
    ),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 8, distinct: 41138 },
  deep: {
    constants: { brokers: 3, maxPartitionEpoch: 2 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 11, distinct: 4581534 },
  },
});
