import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_4_0 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/leader-of-too-few-repaired',
  title: 'A leader that reaches no majority resigns, and whoever reaches one can be elected',
  about:
    'So since 3.7, a version with votes but no pre-votes yet. It needs the one that reaches all to have all that the others have: with a record that it lacks nobody can be elected, with or without pre-votes (--set maxRecords=1, 7 steps). It is not asked for where somebody is in the last epoch of the bounds.',
  tags: ['R38', 'KIP-996', 'KAFKA-15489', '4.0'],
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
      kraftQuorumModel(
        { ...FROM_4_0, cutOff: 'from-one-another', checkQuorum: 'without-majority' },
        constants,
      ),
      'a-leader-can-be-elected',
      'a-leader-reaches-too-few',
    ),
  expect: { verdict: 'holds', distinct: 97836 },
  deep: { constants: { maxEpoch: 3 }, expect: { verdict: 'holds', distinct: 316416 } },
});
