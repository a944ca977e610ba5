import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { FROM_2_5 } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kafka-2-5',
  title: 'Kafka from 2.5, with ZooKeeper: what is left is a leader that misses an epoch',
  about: 'All fences are in force. See cluster/reelected-leader.',
  tags: ['KAFKA-9338'],
  constants: withDefaults(CLUSTER_CONSTANTS, { leaderMoves: 2, controllerFailovers: 1 }),
  build: (constants) => judging(clusterModel(FROM_2_5, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 11, distinct: 1891267 },
});
