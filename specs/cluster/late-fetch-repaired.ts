import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/late-fetch-repaired',
  title:
    'A leader that takes note of a fetch in the epoch in which it checked it counts nobody wrongly',
  about:
    'What would mend it: check the leader epoch again, or take note under the lock under which it was checked.',
  tags: [],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) =>
    judging(clusterModel(REPAIRED, constants), ...SAFETY, 'a-stale-follower-meets-its-old-leader'),
  expect: { verdict: 'holds', distinct: 28125 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: { verdict: 'holds', distinct: 175001 },
  },
});
