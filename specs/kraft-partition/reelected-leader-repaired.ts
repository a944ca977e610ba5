import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/reelected-leader-repaired',
  title: 'A leader that forgets its followers in every new epoch never overestimates one',
  about: 'Whether it led before or not. No release does.',
  tags: ['3.7'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    leaderMoves: 2,
    minIsr: 2,
    maxPartitionEpoch: 2,
  }),
  build: (constants) =>
    judging(kraftPartitionModel(REPAIRED, constants), ...SAFETY, 'a-leader-misses-an-epoch'),
  expect: { verdict: 'holds', distinct: 542796 },
  deep: { constants: { maxRecords: 2 }, expect: { verdict: 'holds', distinct: 3633513 } },
});
