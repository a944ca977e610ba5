import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_0_11 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-0-11',
  title: 'Kafka 0.11 to 1.1: KIP-101 alone leaves other ways to lose a committed record',
  about: 'The whole set of rules of the time. The shortest way is that of stale-high-watermark.',
  tags: ['KIP-101', 'R08', 'KAFKA-7128', '0.11'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) => judging(clusterModel(FROM_0_11, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 9, distinct: 1500148 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 9,
      distinct: 23656699,
    },
  },
});
