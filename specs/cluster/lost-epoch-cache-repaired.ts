import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/lost-epoch-cache-repaired',
  title: 'With an epoch cache that is as durable as the log, logs agree after a power failure',
  about: 'KAFKA-16541: records may be lost, but what is there is there with its epoch.',
  tags: ['R44', 'KAFKA-16541'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxLeaderEpoch: 3, lossyCrashes: 1 }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      'log-matching',
      'logs-diverge',
      'everyone-is-back-after-a-power-failure',
    ),
  expect: { verdict: 'holds', distinct: 3205 },
});
