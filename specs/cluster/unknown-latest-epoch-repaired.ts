import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/unknown-latest-epoch-repaired',
  title: 'Since 2.0.1 a leader notes its epoch before it has a record of it',
  about:
    "KAFKA-7415: every epoch that a follower can ask about then ends at the latest where the leader's own began. All other repairs are in place, those of no release included.",
  tags: ['R05', 'KAFKA-7415'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-leader-is-asked-about-an-epoch-it-never-saw',
      'a-follower-truncates',
    ),
  expect: { verdict: 'holds', distinct: 1019 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'holds', distinct: 1020933 },
  },
});
