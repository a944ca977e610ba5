import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/known-update-repaired',
  title: 'A leader that takes up only what it does not know yet loses nothing by its metadata',
  about:
    'It skips metadata of a partition epoch that it has heard of in an answer. No release that we read does.',
  tags: ['KIP-497', 'KAFKA-13790'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { leaderMoves: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
      'a-request-is-overtaken',
      'a-waiting-leader-replays-what-it-knows',
    ),
  expect: { verdict: 'holds', distinct: 1226799 },
  deep: { constants: { maxPartitionEpoch: 4 }, expect: { verdict: 'holds', distinct: 3926415 } },
});
