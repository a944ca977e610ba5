import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/high-watermark-too-early',
  title:
    'A follower that takes the high watermark before it truncates shows what was never committed',
  about:
    'The old leader has a record of its own where the new one has committed another. The answer to its fetch says both that it diverges and how high the high watermark is. It takes the second first: until it has truncated, a consumer that fetches from followers (KIP-392) reads the wrong record.',
  tags: ['R24', 'KAFKA-14704', '3.3'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 1, maxRecords: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, highWatermarkBeforeTruncation: true }, constants),
      ...SAFETY,
      'a-follower-truncates',
    ),
  expect: { verdict: 'violated', property: 'high-watermark-valid', steps: 8, distinct: 14950 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'high-watermark-valid', steps: 10, distinct: 7427736 },
  },
});
