import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/power-failure-repaired',
  title: 'Since KIP-101 logs agree again after a power failure',
  about:
    'The record is still lost, as it must be with an ISR of one, but whoever follows truncates it. All other repairs are in place, those of no release included.',
  tags: ['R02', 'KIP-101'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxLeaderEpoch: 3,
    leaderMoves: 0,
    lossyCrashes: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      'log-matching-in-epoch',
      'a-leader-has-lost-what-another-broker-has-committed',
      'everyone-is-back-after-a-power-failure',
    ),
  expect: { verdict: 'holds', distinct: 697 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 23122 } },
});
