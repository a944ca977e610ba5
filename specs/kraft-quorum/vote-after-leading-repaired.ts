import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/vote-after-leading-repaired',
  title: 'A leader that restarts has resigned, and votes for nobody in that epoch',
  about: 'In 2.8 a voter is in a state of its own then, Resigned, which neither leads nor votes.',
  tags: ['R35', 'KAFKA-10661', '2.8'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(kraftQuorumModel(FROM_2_8, constants), 'election-safety', 'votes-are-split'),
  expect: { verdict: 'holds', distinct: 114789 },
  deep: { constants: { maxEpoch: 3 }, expect: { verdict: 'holds', distinct: 1807199 } },
});
