import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/unflushed-fetch',
  title: 'A voter that acknowledges what is not on its disk can lose a committed record',
  about:
    'A majority has fetched a record, so it is committed. One of these voters loses its log in a power failure; with the third voter it makes a majority that does not have the record. In the trace that is a LeaderChange; a metadata record is lost in the same way. So in 2.7; all else is as in 2.8, which repaired it.',
  tags: ['R36', 'KAFKA-10533', '2.7'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_8, flush: 'some-time' }, constants),
      ...SAFETY,
      'a-crash-loses-records',
    ),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 10, distinct: 168144 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 10, distinct: 3144266 },
  },
});
