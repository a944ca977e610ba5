import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/restarted-leader-flushes',
  title: 'Even a leader that flushes what it appends must not lead on after a restart',
  about:
    'A mutation of 2.8: R34 with the flushes of KAFKA-10533. Since KAFKA-10632 a leader answers the fetches that wait for a record before it has flushed that, and may crash in between.',
  tags: ['R34', 'KAFKA-10632', 'mutation'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_8, restartedLeader: 'leader' }, constants),
      'log-matching',
      'a-crash-loses-records',
    ),
  expect: { verdict: 'violated', property: 'log-matching', steps: 9, distinct: 207279 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'log-matching', steps: 9, distinct: 3768173 },
  },
});
