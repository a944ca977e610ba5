import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/fetch-session',
  title: 'From 2.1 to 2.4 the fetches of a session are not fenced: a stale follower is counted',
  about:
    "All but the first fetch of a session go unchecked. Two elections after a follower was last right, the same leader leads again with another log, and takes the stale follower's next fetch for progress. All other repairs are in place, those of no release included.",
  tags: ['R07', 'KIP-320', 'KIP-227', 'KAFKA-9338', '2.1', '2.4'],
  constants: withDefaults(CLUSTER_CONSTANTS, { leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, fetchFencing: 'full-fetch-only' }, constants),
      ...SAFETY,
      'a-stale-follower-meets-its-old-leader',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 11, distinct: 371227 },
  deep: {
    constants: { maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 11,
      distinct: 2066636,
    },
  },
});
