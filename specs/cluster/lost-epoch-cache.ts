import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/lost-epoch-cache',
  title:
    'If the epoch cache is not flushed with the log, logs differ for good after a power failure',
  about:
    "The leader's log survives, the file that says where its epochs begin does not. Asked about the follower's last epoch it gives the answers of before KIP-101.",
  tags: ['R44', 'KAFKA-16541', '3.7.0'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxLeaderEpoch: 3, lossyCrashes: 1 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, epochCacheDurable: false }, constants),
      'log-matching',
      'logs-diverge',
      'everyone-is-back-after-a-power-failure',
    ),
  expect: { verdict: 'violated', property: 'log-matching', steps: 16, distinct: 7588 },
});
