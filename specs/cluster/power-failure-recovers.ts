import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/power-failure-recovers',
  title: 'With every repair all logs can be the same again after a power failure',
  about:
    'As in power-failure-for-good. KIP-101 alone is not enough. Without KAFKA-7415 logs differ for good just as until 0.10. Without KAFKA-7164 another leader still mends it, unless the old one has written a further record by then: the follower fetches that first, and as both logs end with it, nobody looks further back. Without KIP-320, so in 2.0.1 as well, that record can be fetched before the follower has heard of the new epoch. All other repairs are in place, those of no release included.',
  tags: ['R02', 'KIP-101', 'KAFKA-7164', 'KAFKA-7415', 'KIP-320'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    maxLeaderEpoch: 4,
    leaderMoves: 1,
    lossyCrashes: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      'replicas-can-agree',
      'a-leader-has-lost-what-another-broker-has-committed',
      'everyone-is-back-after-a-power-failure',
    ),
  expect: { verdict: 'holds', distinct: 17549 },
  deep: {
    constants: { brokers: 3, maxRecords: 2 },
    expect: { verdict: 'holds', distinct: 475140 },
  },
});
