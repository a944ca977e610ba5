import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/late-fetch-repaired',
  title:
    'While no broker fails, a leader that checks the epoch again before it takes note of a fetch counts nobody wrongly',
  about:
    'Of no release, and enough only where nobody fails: a follower outside the ISR that loses records in a crash changes no epoch, and a fetch from before that takes it into the ISR without them (--set lossyCrashes=1 --property who-joins-is-complete, 6 steps with two brokers). To take note under the lock under which the epoch was checked does there too. All other repairs are in place, those of no release included.',
  tags: [],
  constants: withDefaults(CLUSTER_CONSTANTS, { maxRecords: 1, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, fetchRecorded: 'later-checked' }, constants),
      ...SAFETY,
      'who-joins-is-complete',
      'a-late-fetch-is-refused',
    ),
  expect: { verdict: 'holds', distinct: 216990 },
  deep: {
    constants: { maxLeaderEpoch: 3, leaderMoves: 3 },
    expect: { verdict: 'holds', distinct: 1269770 },
  },
});
