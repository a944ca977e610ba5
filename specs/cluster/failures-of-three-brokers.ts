import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/failures-of-three-brokers',
  title: 'Three brokers: nothing committed is lost in a crash, an expiry and a failover',
  about: 'As cluster/failures, with a third broker and a single record.',
  tags: [],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    maxRecords: 1,
    maxLeaderEpoch: 3,
    leaderMoves: 0,
    sessionExpiries: 1,
    controllerFailovers: 1,
    cleanCrashes: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-leader-is-elected-after-a-failure',
      'a-crashed-broker-is-back-behind-what-is-committed',
      'a-controller-dies-with-requests-unsent',
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 1695853 },
  deep: { constants: { maxLeaderEpoch: 4 }, expect: { verdict: 'holds', distinct: 1732332 } },
});
