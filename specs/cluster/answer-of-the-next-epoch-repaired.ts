import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/answer-of-the-next-epoch-repaired',
  title: 'With KIP-279 and KAFKA-7415 the leader says which epoch it answers for',
  about:
    'The follower goes back, epoch by epoch, to one that both know. All other repairs are in place, those of no release included.',
  tags: ['R03', 'KIP-279', 'KAFKA-6361'],
  constants: withDefaults(CLUSTER_CONSTANTS, { brokers: 2, maxRecords: 4, leaderMoves: 2 }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      'log-matching',
      'logs-diverge',
      'a-follower-truncates',
    ),
  expect: { verdict: 'holds', distinct: 9911 },
  deep: {
    constants: { brokers: 3, maxRecords: 3 },
    expect: { verdict: 'holds', distinct: 1020933 },
  },
});
