import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/unflushed-fetch-repaired',
  title: 'Voters flush before they acknowledge: what a majority has stays with a majority',
  about:
    'A power failure still takes the last record of a leader, which nobody has been told is safe.',
  tags: ['R36', 'KAFKA-10533', '2.8'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_2_8, constants),
      ...SAFETY,
      'a-record-is-committed',
      'a-crash-loses-records',
    ),
  expect: { verdict: 'holds', distinct: 114789 },
  deep: { constants: { maxEpoch: 3 }, expect: { verdict: 'holds', distinct: 1807199 } },
});
