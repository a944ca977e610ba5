import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/fetch-session-repaired',
  title: 'Since 2.5 every fetch of a session carries the leader epoch',
  about:
    'KAFKA-9338: the stale follower is fenced until it has heard of the epoch, and truncates then. All other repairs are in place, those of no release included.',
  tags: ['R07', 'KIP-320', 'KIP-227', 'KAFKA-9338'],
  constants: withDefaults(CLUSTER_CONSTANTS, { leaderMoves: 2 }),
  build: (constants) =>
    judging(clusterModel(REPAIRED, constants), ...SAFETY, 'a-stale-follower-meets-its-old-leader'),
  expect: { verdict: 'holds', distinct: 199091 },
  deep: { constants: { maxRecords: 3 }, expect: { verdict: 'holds', distinct: 1020933 } },
});
