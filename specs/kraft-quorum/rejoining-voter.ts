import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/rejoining-voter',
  title:
    'Up to and including 3.9 a voter that was cut off comes back in a later epoch and deposes a healthy leader',
  about:
    'It has stood for election alone, and raised its epoch. Nothing is lost, but the cluster is without a controller while it elects one.',
  tags: ['R39', 'KIP-996', 'KAFKA-16164', '3.9'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, {
    stableLeader: 1,
    cutOffs: 1,
    crashes: 0,
    maxEpoch: 2,
  }),
  build: (constants) =>
    judging(kraftQuorumModel(FROM_2_8, constants), 'leader-stability', 'a-cut-off-voter-returns'),
  expect: { verdict: 'violated', property: 'leader-stability', steps: 4, distinct: 5769 },
  deep: {
    constants: { voters: 4 },
    expect: { verdict: 'violated', property: 'leader-stability', steps: 4, distinct: 113392 },
  },
});
