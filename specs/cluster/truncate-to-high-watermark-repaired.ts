import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/truncate-to-high-watermark-repaired',
  title:
    'Since KIP-101 a new follower asks the leader where its last epoch ends, and truncates to that',
  about:
    'The same leaders come and go, but a follower asks before it truncates. In 0.11 to 2.0.0 the leader may not know, or answer for another epoch: that is R05 and R03. All other repairs are in place, those of no release included.',
  tags: ['R01', 'KIP-101', 'KAFKA-1211'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxRecords: 2, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-leader-does-not-know-what-is-committed',
      'a-follower-truncates',
    ),
  expect: { verdict: 'holds', distinct: 1019 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'holds', distinct: 1020933 },
  },
});
