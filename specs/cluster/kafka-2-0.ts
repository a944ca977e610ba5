import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_2_0 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-2-0',
  title:
    'Kafka 2.0.0: a follower still joins the ISR by a high watermark that lags, KIP-279 or not',
  about:
    'The whole set of rules of the time. At these bounds it is the space of kafka-0-11, and breaks in the same steps, those of stale-high-watermark: what KIP-279 changes takes four records (answer-of-the-next-epoch).',
  tags: ['R08', 'KAFKA-7128', '2.0'],
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
