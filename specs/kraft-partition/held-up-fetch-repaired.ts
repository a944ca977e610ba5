import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/held-up-fetch-repaired',
  title:
    'A leader that asks for the epoch once more when it takes note of a fetch never overestimates a follower',
  about: 'No release does. With three brokers: --deep.',
  tags: ['KAFKA-13837'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    leaderMoves: 2,
    minIsr: 2,
    maxPartitionEpoch: 2,
    heldUpFetches: 1,
    brokers: 2,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      ...SAFETY,
      'a-leader-misses-an-epoch',
      'a-fetch-is-noted-after-its-epoch',
    ),
  expect: { verdict: 'holds', distinct: 12260 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 2851992 } },
});
