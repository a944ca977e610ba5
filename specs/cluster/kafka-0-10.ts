import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { UNTIL_0_10 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-0-10',
  title: 'Kafka until 0.10: followers truncate to a high watermark that lags',
  about: 'The whole set of rules of the time. Its shortest loss is that of R01.',
  tags: ['R01'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) => judging(clusterModel(UNTIL_0_10, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 7, distinct: 1776342 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 7,
      distinct: 33208018,
    },
  },
});
