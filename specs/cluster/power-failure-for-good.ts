import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/power-failure-for-good',
  title: 'Until 0.10 logs that differ after a power failure never agree again',
  about:
    'As in power-failure, and two steps earlier: once the leader that has lost its record has taken another one in its place, neither further records nor a move of the leadership make both logs the same, for each broker keeps what is below its own high watermark. All other repairs are in place, those of no release included.',
  tags: ['R02', 'KIP-101', '0.10'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    maxLeaderEpoch: 4,
    leaderMoves: 1,
    lossyCrashes: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, truncation: 'hw' }, constants),
      'replicas-can-agree',
      'a-leader-has-lost-what-another-broker-has-committed',
      'everyone-is-back-after-a-power-failure',
    ),
  expect: { verdict: 'violated', property: 'replicas-can-agree', steps: 10, distinct: 14797 },
  deep: {
    constants: { brokers: 3, maxRecords: 2 },
    expect: { verdict: 'violated', property: 'replicas-can-agree', steps: 11, distinct: 343178 },
  },
});
