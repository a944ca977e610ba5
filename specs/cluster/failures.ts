import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/failures',
  title:
    'With every repair nothing committed is lost when a broker crashes, a session expires and a controller dies',
  about: 'One of each, at any time and in any order, and leaders are elected for no other reason.',
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
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 1820694 },
  deep: { constants: { maxLeaderEpoch: 4 }, expect: { verdict: 'holds', distinct: 1867968 } },
});
