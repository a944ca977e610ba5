import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/one-voter-repaired',
  title: 'A quorum of one that flushes before it counts what it has appended loses nothing',
  about: 'As KAFKA-10533 had it for three weeks, before KAFKA-10632. No release flushes first.',
  tags: ['KAFKA-10533', 'KAFKA-10632'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { voters: 1 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_8, flush: 'before-sending' }, constants),
      ...SAFETY,
      'a-record-is-committed',
    ),
  expect: { verdict: 'holds', distinct: 41 },
  deep: { constants: { maxEpoch: 6, crashes: 3 }, expect: { verdict: 'holds', distinct: 922 } },
});
