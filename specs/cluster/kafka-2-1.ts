import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_2_1 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-2-1',
  title: 'Kafka 2.1 to 2.4: fenced by leader epoch, but for the later fetches of a session',
  about: 'The whole set of rules of the time.',
  tags: ['KIP-320'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) => judging(clusterModel(FROM_2_1, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 11, distinct: 1393992 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 11,
      distinct: 21325515,
    },
  },
});
