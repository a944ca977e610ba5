import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/four-voters',
  title: 'Of four voters two are no majority: three elect a leader, and three commit',
  about:
    'Half of the voters could elect one leader, and the other half another. So four tolerate one failure, as three do.',
  tags: ['KIP-595', '2.8'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, {
    voters: 4,
    maxEpoch: 2,
    maxRecords: 0,
    crashes: 0,
  }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_2_8, constants),
      ...SAFETY,
      'a-record-is-committed',
      'votes-are-split',
    ),
  expect: { verdict: 'holds', distinct: 101647 },
  deep: { constants: { crashes: 1 }, expect: { verdict: 'holds', distinct: 439430 } },
});
