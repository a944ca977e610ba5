import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_7 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/restarted-leader',
  title:
    'A leader that leads on after a restart writes another record at the same offset in the same epoch',
  about:
    'Its file says that it leads, so it does; what it had appended may be gone here, while a follower still has it. Epoch and offset no longer say which record it is. Never released: repaired before 2.7. All else is as in 2.7.',
  tags: ['R34', 'KAFKA-10527'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_7, restartedLeader: 'leader' }, constants),
      'log-matching',
      'a-crash-loses-records',
    ),
  expect: { verdict: 'violated', property: 'log-matching', steps: 8, distinct: 228066 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'log-matching', steps: 8, distinct: 4523756 },
  },
});
