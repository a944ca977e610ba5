import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/vote-not-on-disk',
  title: 'If a vote were not on disk, a voter that restarts would give it twice',
  about:
    'A mutation of 2.8: every version writes the vote to the file quorum-state before it answers.',
  tags: ['KIP-595', 'mutation'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(kraftQuorumModel({ ...FROM_2_8, voteIsDurable: false }, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'election-safety', steps: 7, distinct: 128762 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'election-safety', steps: 7, distinct: 1992878 },
  },
});
