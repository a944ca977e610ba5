import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/zombie-follower',
  title:
    'In 2.0.1 leaders and followers of different epochs talk to each other, and a committed record is lost',
  about:
    'Neither fetches nor questions about epochs say in which leader epoch they are asked. Here a new follower truncates by the answer of a leader that has not heard of its epoch yet, and cannot say where that ends (FollowerTruncate, end: none); no broker has to be a zombie for it. All other repairs are in place, those of no release included.',
  tags: ['R06', 'KIP-320', 'KAFKA-6880', '2.0.1'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    maxLeaderEpoch: 3,
    leaderMoves: 2,
    sessionExpiries: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, fetchFencing: 'none' }, constants),
      ...SAFETY,
      'a-zombie-follower-meets-its-old-leader',
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 8, distinct: 106543 },
  deep: {
    constants: { brokers: 3, maxRecords: 2 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 9,
      distinct: 23274437,
    },
  },
});
