import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/reelected-leader-repaired',
  title: 'A leader that forgets where its followers were does not count what they no longer have',
  about:
    'What would mend it: in a later epoch, start from what followers say in that epoch. All other repairs are in place, those of no release included.',
  tags: [],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    maxRecords: 1,
    leaderMoves: 2,
    controllerFailovers: 1,
  }),
  build: (constants) =>
    judging(clusterModel(REPAIRED, constants), ...SAFETY, 'a-leader-misses-an-epoch'),
  expect: { verdict: 'holds', distinct: 389037 },
  deep: { constants: { maxRecords: 2 }, expect: { verdict: 'holds', distinct: 2782749 } },
});
