import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/commit-at-epoch-start',
  title:
    'A leader that commits an older record before one of its own epoch can lose it to a later leader',
  about:
    "The mistake of figure 8 of the Raft paper, off by one: a majority has fetched up to where the leader's epoch begins, but not the LeaderChange there. A voter with a record of a later epoch than the committed one can still be elected, and overwrites it. Nobody crashes. The record is a LeaderChange in the trace; a metadata record is lost in the same way (--deep). In 2.7 and the first two release candidates of 2.8; all else is as in 2.8.",
  tags: ['R37', 'KAFKA-12619', 'KIP-595', '2.7'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 4, maxRecords: 0, crashes: 0 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_8, commit: 'epoch-start' }, constants),
      ...SAFETY,
      'a-record-is-committed',
    ),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 20, distinct: 412058 },
  deep: {
    constants: { maxRecords: 1 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 20, distinct: 2683064 },
  },
});
