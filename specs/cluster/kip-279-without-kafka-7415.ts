import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/kip-279-without-kafka-7415',
  title: 'In 2.0.0 KIP-279 alone does not keep logs from diverging',
  about:
    'The leader never had the epoch that it is asked about, and answers for an earlier one, which the follower never had either. Until KAFKA-7415 such a follower keeps what is below the end that it is told. All other repairs are in place, those of no release included.',
  tags: ['R03', 'R05', 'KIP-279', 'KAFKA-7415', '2.0.0'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxRecords: 4, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, epochCacheOnBecomeLeader: false }, constants),
      'log-matching',
      'logs-diverge',
      'a-follower-truncates',
    ),
  expect: { verdict: 'violated', property: 'log-matching', steps: 12, distinct: 9912 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'log-matching', steps: 13, distinct: 1013135 },
  },
});
