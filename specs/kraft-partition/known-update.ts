import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/known-update',
  title:
    'Metadata that the leader knows already ends its wait for an ISR change, and an acknowledged record is lost',
  about:
    'The leader hears in the answer to its request that the ISR has changed. It asks for the next change, and while that is under way it replays the metadata of the first one: of the very partition epoch that it knows. Partition.makeLeader takes that up, and the change under way counts no longer, although the controller may accept it. So a record is acknowledged without a replica that is in the ISR, and is elected. Nothing fails; acks is all, min ISR 2. In this trace the high watermark also waits for followers that were caught up, as Kafka does for a while. All other repairs are in place. With a leader that is killed instead: --set leaderMoves=0 --set kills=1.',
  tags: ['KIP-497', 'KAFKA-13790', '3.6', '3.7', '3.9', '4.0', '4.1'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { leaderMoves: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(
        { ...REPAIRED, updates: 'not-older', caughtUpFollower: 'is-waited-for' },
        constants,
      ),
      'acknowledged-records-survive',
      'a-request-is-overtaken',
    ),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 10,
    distinct: 3194034,
  },
  deep: {
    constants: { maxPartitionEpoch: 4 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 10,
      distinct: 11038572,
    },
  },
});
