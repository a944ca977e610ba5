import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/power-failure',
  title: 'Until 0.10 two logs differ for good after a power failure',
  about:
    "The leader, alone in the ISR, goes down and loses the end of its log. It leads again, and takes a new record where the other one still holds the old. The other's high watermark says that there is nothing to truncate. What the leader lost is lost by any rule; that the logs differ below both high watermarks is not. KIP-101 alone repairs this way to it and not the others: see power-failure-repaired. All other repairs are in place, those of no release included.",
  tags: ['R02', 'KIP-101', '0.10'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxLeaderEpoch: 3,
    leaderMoves: 0,
    lossyCrashes: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, truncation: 'hw' }, constants),
      'log-matching-in-epoch',
      'a-leader-has-lost-what-another-broker-has-committed',
      'everyone-is-back-after-a-power-failure',
    ),
  expect: { verdict: 'violated', property: 'log-matching-in-epoch', steps: 12, distinct: 623 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'log-matching-in-epoch', steps: 13, distinct: 16531 },
  },
});
