import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_7 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/restarted-leader-repaired',
  title: 'A leader that restarts has resigned: only a new epoch has a leader again',
  about:
    'Epoch and offset say which record it is as long as nobody leads an epoch twice, whatever is lost. No release was just like this: in 2.7 the leader came back unattached, which leaves R35; Resigned came with 2.8. All else is as in 2.7.',
  tags: ['R34', 'KAFKA-10527', 'KAFKA-10661'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel({ ...FROM_2_7, restartedLeader: 'resigned' }, constants),
      'log-matching',
      'a-crash-loses-records',
    ),
  expect: { verdict: 'holds', distinct: 154356 },
  deep: { constants: { maxEpoch: 3 }, expect: { verdict: 'holds', distinct: 2680349 } },
});
