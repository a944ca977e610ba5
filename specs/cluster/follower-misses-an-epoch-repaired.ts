import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/follower-misses-an-epoch-repaired',
  title: 'Since 2.0.1 a follower that has missed an epoch truncates',
  about:
    'KAFKA-7164: the epochs tell it that it missed something, even if the leader is the same. All other repairs are in place, those of no release included.',
  tags: ['R04', 'KAFKA-7164'],
  constants: withDefaults(CLUSTER_CONSTANTS, { leaderMoves: 2, controllerFailovers: 1 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, followerRestart: 'missed-epoch' }, constants),
      ...SAFETY,
      'a-follower-misses-an-epoch',
    ),
  expect: { verdict: 'holds', distinct: 2782749 },
  deep: { constants: { controllerFailovers: 2 }, expect: { verdict: 'holds', distinct: 5421068 } },
});
