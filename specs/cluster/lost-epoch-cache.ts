import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/lost-epoch-cache',
  title: 'An epoch cache that is not flushed can be lost, and within these bounds nothing else is',
  about:
    'A truncated epoch cache is not flushed, as in 3.7, and a power failure takes its file. What begins before the recovery point is then not known, or seems to begin there. The other rules are those of 2.5 and all repairs; that an old file survives is not modelled.',
  tags: ['R44', 'KAFKA-15046', 'KAFKA-16541', '3.7'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxRecords: 4,
    maxLeaderEpoch: 5,
    leaderMoves: 5,
    epochLosses: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, epochCacheDurable: false }, constants),
      ...SAFETY,
      'a-leader-without-its-epoch-cache-is-asked',
      'a-diverging-follower-without-its-epoch-cache-asks',
    ),
  expect: { verdict: 'holds', distinct: 630582 },
  deep: {
    constants: { maxLeaderEpoch: 6, leaderMoves: 6 },
    expect: { verdict: 'holds', distinct: 1440573 },
  },
});
