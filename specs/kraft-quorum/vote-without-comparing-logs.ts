import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/vote-without-comparing-logs',
  title:
    'If voters did not compare logs, a candidate that lacks committed records would be elected',
  about: 'A mutation of 2.8: every version compares the last epoch, and then the end of the log.',
  tags: ['KIP-595', 'mutation'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2, crashes: 0 }),
  build: (constants) =>
    judging(kraftQuorumModel({ ...FROM_2_8, voteComparesLogs: false }, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 10, distinct: 33357 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 10, distinct: 740425 },
  },
});
