import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { withoutRestarts } from '../../model/kraft-partition/recovery.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/refused-request-holds-back',
  title:
    'After a refusal the leader does not look at its high watermark, and a record stays uncommitted',
  about:
    'A follower outside the ISR is in sync, and the leader asks for it to join: from then on the high watermark waits for it. It is killed and fenced before the controller comes to the request, which is refused. Now the leader counts itself alone, has every record, and could commit it; but Partition.handleAlterPartitionError does not try. Nothing is lost: until the leader appends something else, a fetch that has got further arrives, or the partition changes, the producer waits and consumers do not see the record. That the follower is back is not counted on here, nor that a producer tries again. For answers that accept, KAFKA-13091 mended that (3.1). All other repairs are in place; tried after any answer, it holds here (highWatermarkAfterAnswer); Kafka would also have to look when the wait for a follower that was caught up ends. A broker that shuts down at that time is refused as well.',
  tags: ['R22', 'KIP-497', 'KIP-841', 'KAFKA-13091', '3.3', '3.5', '3.7', '3.8'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    kills: 1,
    maxPartitionEpoch: 5,
    maxLeaderEpoch: 3,
  }),
  build: (constants) =>
    judging(
      withoutRestarts(kraftPartitionModel(REPAIRED, constants)),
      'high-watermark-catches-up',
      'a-record-is-committed',
    ),
  expect: { verdict: 'violated', property: 'high-watermark-catches-up', steps: 6, distinct: 6508 },
  deep: {
    constants: { maxRecords: 2, leaderMoves: 1 },
    expect: {
      verdict: 'violated',
      property: 'high-watermark-catches-up',
      steps: 7,
      distinct: 165828,
    },
  },
});
