import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/failures',
  title:
    'With every repair nothing committed is lost when a broker crashes, a session expires and a controller dies',
  about:
    'One of each, at any time and in any order, and leaders are elected for no other reason. A request of the dead controller may still be on its way to each broker.',
  tags: [],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    maxLeaderEpoch: 4,
    leaderMoves: 0,
    sessionExpiries: 1,
    controllerFailovers: 1,
    lateRequests: 1,
    cleanCrashes: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-leader-is-elected-after-a-failure',
      'a-crashed-broker-is-back-behind-what-is-committed',
      'a-controller-dies-with-requests-unsent',
      'a-dead-controller-is-heard',
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 297196 },
  deep: {
    constants: { sessionExpiries: 2, cleanCrashes: 2 },
    expect: { verdict: 'holds', distinct: 13727543 },
  },
});
