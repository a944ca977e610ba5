import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/truncate-to-high-watermark',
  title:
    'Until 0.10 a new follower cuts its log at a high watermark that lags, and loses a committed record',
  about:
    "A follower's high watermark is one fetch behind. It becomes leader and follower again before it has caught up, and as follower it throws away a record that was committed with its own help. All other repairs are in place, those of no release included.",
  tags: ['R01', 'KIP-101', 'KAFKA-1211', '0.10'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxRecords: 2, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, truncation: 'hw' }, constants),
      ...SAFETY,
      'a-leader-does-not-know-what-is-committed',
      'a-follower-truncates',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 7, distinct: 876 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'candidate-completeness', steps: 7, distinct: 812260 },
  },
});
