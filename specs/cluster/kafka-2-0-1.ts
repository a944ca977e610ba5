import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_2_0_1 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-2-0-1',
  title: 'Kafka 2.0.1: KAFKA-7128, KAFKA-7164 and KAFKA-7415 repaired',
  about: 'What is left is that leaders and followers of different epochs talk to each other.',
  tags: ['KAFKA-7128', 'KAFKA-7164', 'KAFKA-7415'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) => judging(clusterModel(FROM_2_0_1, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 9, distinct: 1523321 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 9,
      distinct: 26902628,
    },
  },
});
