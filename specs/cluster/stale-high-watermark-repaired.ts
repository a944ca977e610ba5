import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/stale-high-watermark-repaired',
  title: "Since 2.0.1 a follower joins the ISR only past the start of the leader's epoch",
  about:
    'KAFKA-7128: whatever was committed before lies below that. All other repairs are in place, those of no release included.',
  tags: ['R08', 'KAFKA-7128'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 2, maxLeaderEpoch: 1 }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'an-outsider-reaches-a-stale-high-watermark',
      'a-leader-does-not-know-what-is-committed',
    ),
  expect: { verdict: 'holds', distinct: 15829 },
  deep: {
    constants: { maxRecords: 3, maxLeaderEpoch: 2, leaderMoves: 2 },
    expect: { verdict: 'holds', distinct: 1020933 },
  },
});
