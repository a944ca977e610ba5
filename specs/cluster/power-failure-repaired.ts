import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/power-failure-repaired',
  title: 'With every repair logs agree again after a power failure',
  about:
    'The record is still lost, as it must be with an ISR of one, but whoever follows truncates it. KIP-101 alone does not see to that: under all the rules of 0.11, and of 2.0.0, a follower that sees the same leader again does not even ask (KAFKA-7164), and the logs differ after 12 steps as before; where it asks, the leader must have noted its epoch (KAFKA-7415). With three records fetches must be fenced as well (KIP-320): see power-failure-recovers. All other repairs are in place, those of no release included.',
  tags: ['R02', 'KIP-101', 'KAFKA-7164', 'KAFKA-7415', 'KIP-320'],
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
