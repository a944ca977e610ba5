import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/commit-at-epoch-start-repaired',
  title:
    'A leader commits older records together with one of its own epoch, and loses none of them',
  about:
    'Every new leader appends LeaderChange at once, so that it does not have to wait for a write to commit the older ones.',
  tags: ['R37', 'KAFKA-12619', 'KIP-595', '2.8'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 4, maxRecords: 0, crashes: 0 }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_2_8, constants),
      ...SAFETY,
      'a-record-is-committed',
      'an-older-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 526757 },
  deep: { constants: { maxRecords: 1 }, expect: { verdict: 'holds', distinct: 3464591 } },
});
