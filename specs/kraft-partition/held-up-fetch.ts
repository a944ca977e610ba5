import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/held-up-fetch',
  title:
    'A fetch that its leader takes note of late counts for an epoch that its follower has left',
  about:
    'Partition.fetchRecords checks the epoch, and updateFollowerFetchState takes note of the fetch in a step of its own, without asking for the epoch again. In between the leader replays two elections at once: it leads again, and has forgotten its followers, but then notes where one of them was. A leader that has followed in between counts nobody by that any more (KAFKA-13837, 3.3), which is why cluster/late-fetch ends with 3.2; one that has not noticed does. A request handler has to stall for all that time. All other repairs are in place. With two brokers nothing comes of it; the trace takes three, and half a minute: --deep.',
  tags: ['KAFKA-13837', '3.7', '3.9', '4.0', '4.1'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    leaderMoves: 2,
    minIsr: 2,
    maxPartitionEpoch: 2,
    heldUpFetches: 1,
    brokers: 2,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, heldUpFetch: 'is-noted' }, constants),
      ...SAFETY,
      'a-leader-misses-an-epoch',
      'a-fetch-is-noted-after-its-epoch',
    ),
  expect: { verdict: 'holds', distinct: 12482 },
  deep: {
    constants: { brokers: 3 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 13,
      distinct: 2896272,
    },
  },
});
