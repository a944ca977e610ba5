import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_2_5 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-2-5',
  title: 'Kafka 2.5, with ZooKeeper: fenced by leader epoch, and yet a stale follower is counted',
  about:
    'Two ways are left, a leader that misses an epoch and a fetch that is recorded late. See cluster/reelected-leader and cluster/late-fetch.',
  tags: ['KAFKA-9338'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) => judging(clusterModel(FROM_2_5, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 12, distinct: 1036738 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 12,
      distinct: 14316200,
    },
  },
});
