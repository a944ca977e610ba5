import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/lost-epoch-cache',
  title: 'In 3.7.0 the file of an epoch cache can be lost; within these bounds nothing else is',
  about:
    'A truncated epoch cache is not flushed, and a power failure takes its file. What begins before the recovery point is then not known, or seems to begin there. A way to do harm with that takes more records and leader epochs than these bounds have: see docs/findings.md.',
  tags: ['R44', 'KAFKA-15046', 'KAFKA-16541', '3.7.0'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    maxLeaderEpoch: 4,
    leaderMoves: 2,
    epochLosses: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, epochCacheDurable: false }, constants),
      ...SAFETY,
      'a-broker-has-lost-its-epoch-cache',
    ),
  expect: { verdict: 'holds', distinct: 532874 },
  deep: { constants: { controllerFailovers: 1 }, expect: { verdict: 'holds', distinct: 6494368 } },
});
