import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_4_0 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/leader-of-too-few',
  title:
    'If a leader that reaches no majority did not resign, pre-votes would keep it leader for ever',
  about:
    'A mutation of 4.0. Three of four voters, the leader among them, lose sight of one another, and the fourth still reaches them all. It alone could be elected; but it hears from its leader, so it neither stands nor grants a pre-vote, and the leader has two of four. Without pre-votes another voter raises the epoch, which the fourth follows.',
  tags: ['R38', 'KIP-996', 'KAFKA-15489', 'mutation'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, {
    voters: 4,
    stableLeader: 1,
    cutOffs: 3,
    crashes: 0,
    maxEpoch: 2,
    maxRecords: 0,
  }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_4_0, cutOff: 'from-one-another' }, constants),
      'a-leader-can-be-elected',
      'a-leader-reaches-too-few',
    ),
  expect: { verdict: 'violated', property: 'a-leader-can-be-elected', steps: 3, distinct: 180 },
  deep: {
    constants: { maxRecords: 1 },
    expect: { verdict: 'violated', property: 'a-leader-can-be-elected', steps: 3, distinct: 13140 },
  },
});
