import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/stale-high-watermark',
  title: "Until 2.0.0 a follower joins the ISR by a new leader's high watermark, which lags",
  about:
    'A new leader does not know yet what was committed before it led. A follower outside the ISR has reached the little that it knows, and joins without the committed record. All other repairs are in place, those of no release included.',
  tags: ['R08', 'KAFKA-7128', '2.0.0'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 2, maxLeaderEpoch: 1 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, isrExpand: 'hw' }, constants),
      ...SAFETY,
      'an-outsider-reaches-a-stale-high-watermark',
      'a-leader-does-not-know-what-is-committed',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 9, distinct: 16273 },
  deep: {
    constants: { maxRecords: 3, maxLeaderEpoch: 2, leaderMoves: 2 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 9,
      distinct: 1106804,
    },
  },
});
