import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/zombie-follower-repaired',
  title: "With KIP-320's fencing a leader answers followers of its own epoch only",
  about:
    'A follower that missed two elections meets the leader that it knows, which leads again, and is told off.',
  tags: ['R06', 'KIP-320', 'KAFKA-6880'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    maxRecords: 1,
    maxLeaderEpoch: 3,
    leaderMoves: 2,
    sessionExpiries: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-stale-follower-meets-its-old-leader',
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 1130241 },
  deep: { constants: { leaderMoves: 3 }, expect: { verdict: 'holds', distinct: 2591110 } },
});
