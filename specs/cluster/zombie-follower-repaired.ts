import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/zombie-follower-repaired',
  title: 'From 2.5 on a leader answers followers of its own epoch only',
  about:
    'A follower that missed two elections meets the leader that it knows, which leads again, and is told off. KIP-320 brought that in 2.1, but for the later fetches of a session (R07). All other repairs are in place, those of no release included.',
  tags: ['R06', 'KIP-320', 'KAFKA-6880'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    maxLeaderEpoch: 3,
    leaderMoves: 2,
    sessionExpiries: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-zombie-follower-meets-its-old-leader',
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 66477 },
  deep: {
    constants: { brokers: 3, maxRecords: 2 },
    expect: { verdict: 'holds', distinct: 8233965 },
  },
});
