import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/reelected-leader',
  title:
    'A broker that replays two elections at once leads again, and counts a follower that has truncated since',
  about:
    'A broker acts upon what is so after all that it replays at once: it led before and leads now, and has not noticed that another one did in between. It keeps where its followers were; one of them has truncated for the other leader. So a record counts as committed that a member of the ISR no longer has. Nothing fails. With one election more that member leads, and the record is gone (--set leaderMoves=3 --set maxLeaderEpoch=3 --set maxPartitionEpoch=3 --property leader-completeness). The same mistake as in cluster/reelected-leader. All other repairs are in place.',
  tags: ['3.7', '3.9', '4.0', '4.1'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    leaderMoves: 2,
    minIsr: 2,
    maxPartitionEpoch: 2,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, reelectedLeader: 'keeps-ends' }, constants),
      ...SAFETY,
      'a-leader-misses-an-epoch',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 12, distinct: 558684 },
  deep: {
    constants: { maxRecords: 2 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 12,
      distinct: 3729510,
    },
  },
});
