import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/unknown-latest-epoch',
  title:
    'Until 2.0.0 a leader without a record of its own epoch has no answer, and its follower loses committed records',
  about:
    "The follower's last epoch is later than any record of the leader's, and so the leader cannot say where it ends. The follower falls back on its high watermark, which lags. All other repairs are in place, those of no release included.",
  tags: ['R05', 'KAFKA-7415', '2.0.0'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, epochCacheOnBecomeLeader: false }, constants),
      ...SAFETY,
      'a-leader-is-asked-about-an-epoch-it-never-saw',
      'a-follower-truncates',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 11, distinct: 987 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'log-matching-strong', steps: 11, distinct: 1013135 },
  },
});
