import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_2_0 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-2-0',
  title: 'Kafka 2.0.0: with KIP-279, and still without leader epochs in requests',
  about: 'The whole set of rules of the time.',
  tags: ['KIP-279'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) => judging(clusterModel(FROM_2_0, constants), ...SAFETY),
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
