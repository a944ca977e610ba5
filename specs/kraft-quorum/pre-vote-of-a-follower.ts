import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_4_0 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/pre-vote-of-a-follower',
  title:
    'If followers that hear from their leader granted pre-votes, these would protect no leader',
  about:
    'A mutation of 4.0: the voter that comes back gets the pre-vote of a healthy follower, and with its own that is a majority of three.',
  tags: ['R39', 'KIP-996', 'mutation'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, {
    stableLeader: 1,
    cutOffs: 1,
    crashes: 0,
    maxEpoch: 2,
  }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_4_0, followersGrant: 'always' }, constants),
      'leader-stability',
      'a-cut-off-voter-returns',
    ),
  expect: { verdict: 'violated', property: 'leader-stability', steps: 6, distinct: 57180 },
  deep: {
    constants: { voters: 4 },
    expect: { verdict: 'violated', property: 'leader-stability', steps: 7, distinct: 12188396 },
  },
});
