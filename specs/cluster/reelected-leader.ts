import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/reelected-leader',
  title: 'A leader that misses an epoch and leads again counts a follower that has truncated since',
  about:
    'The controller dies with requests unsent, and a leader hears only that it leads again. It takes its followers to be where they were: look at `ends`, which it noted in the earlier epoch and which does not change when it takes up the later one. One of them has truncated for the leader in between, and a record counts as committed that this follower no longer has. All other repairs are in place, those of no release included.',
  tags: ['2.5'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    maxRecords: 1,
    leaderMoves: 2,
    controllerFailovers: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, reelectedLeader: 'keeps-ends' }, constants),
      ...SAFETY,
      'a-leader-misses-an-epoch',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 11, distinct: 402593 },
  deep: {
    constants: { maxRecords: 2 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 11,
      distinct: 2882863,
    },
  },
});
