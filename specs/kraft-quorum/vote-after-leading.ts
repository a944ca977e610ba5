import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/vote-after-leading',
  title: 'A leader that restarts votes for another in the epoch that it has led',
  about:
    'In 2.7 it comes back unattached: in its epoch, without a leader and without a vote. Another candidate, which has not heard of its victory, gets the one vote that it lacks: that of the old leader. All else is as in 2.8, which repaired it.',
  tags: ['R35', 'KAFKA-10661', '2.7'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_8, restartedLeader: 'unattached' }, constants),
      'election-safety',
      'votes-are-split',
    ),
  expect: { verdict: 'violated', property: 'election-safety', steps: 7, distinct: 114978 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'election-safety', steps: 7, distinct: 1795208 },
  },
});
