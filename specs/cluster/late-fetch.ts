import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/late-fetch',
  title: 'A leader takes note of a fetch in a later epoch than the one in which it checked it',
  about:
    'The leader checks and reads for a fetch, and is held up. It follows another leader and leads again before it takes note of where the follower was; by then the follower may be somewhere else. All other repairs are in place, those of no release included.',
  tags: ['2.5'],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, fetchRecorded: 'later' }, constants),
      ...SAFETY,
      'a-fetch-is-recorded-in-another-epoch',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 12, distinct: 1036738 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 12,
      distinct: 14316200,
    },
  },
});
