import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_4_0 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/rejoining-voter-repaired',
  title:
    'With pre-votes a voter that was cut off comes back in the same epoch, and the leader stays',
  about:
    "It asks first whether a majority would vote for it, and none does: a leader denies it, and so does a follower that has had an answer from its leader. So nobody is enabled to grant it: PreVote is in no state. For one voter that is cut off, and nobody who restarts: a follower that has yet to fetch would agree (--set cutOffs=2, or --set crashes=1). Only followers are cut off; in all specs any message may be late, a leader's too.",
  tags: ['R39', 'KIP-996', 'KAFKA-16164', '4.0'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, {
    stableLeader: 1,
    cutOffs: 1,
    crashes: 0,
    maxEpoch: 2,
  }),
  build: (constants) =>
    judging(kraftQuorumModel(FROM_4_0, constants), 'leader-stability', 'a-cut-off-voter-returns'),
  expect: { verdict: 'holds', distinct: 900 },
  deep: { constants: { voters: 4 }, expect: { verdict: 'holds', distinct: 4964 } },
});
