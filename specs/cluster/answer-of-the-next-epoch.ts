import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/answer-of-the-next-epoch',
  title: 'From 0.11 to 1.1 a leader answers for an epoch that it never saw, and logs diverge',
  about:
    "Asked where an epoch ends that it does not know, the leader answers where the next later one begins. The follower keeps a record that the leader never had, and is counted as having the leader's. All other repairs are in place, those of no release included.",
  tags: ['R03', 'KIP-279', 'KAFKA-6361', '0.11', '1.1'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxRecords: 4, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, truncation: 'leader-epoch' }, constants),
      'log-matching',
      'logs-diverge',
      'a-follower-truncates',
    ),
  expect: { verdict: 'violated', property: 'log-matching', steps: 11, distinct: 9914 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'log-matching', steps: 12, distinct: 1020486 },
  },
});
