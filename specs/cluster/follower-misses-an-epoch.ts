import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/follower-misses-an-epoch',
  title: 'Until 2.0.0 a follower that sees the same leader again does not truncate',
  about:
    'The controller dies with a request unsent, and a follower hears nothing of the leader in between. The old leader, which has heard and truncated, leads again; the follower carries on with what the leader threw away. All other repairs are in place, those of no release included.',
  tags: ['R04', 'KAFKA-7164', '2.0.0'],
  constants: withDefaults(CLUSTER_CONSTANTS, { leaderMoves: 2, controllerFailovers: 1 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, followerRestart: 'leader-id-change' }, constants),
      ...SAFETY,
      'a-follower-misses-an-epoch',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 13, distinct: 2785926 },
  deep: {
    constants: { controllerFailovers: 2 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 13,
      distinct: 5440450,
    },
  },
});
