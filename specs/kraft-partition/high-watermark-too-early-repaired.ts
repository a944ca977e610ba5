import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/high-watermark-too-early-repaired',
  title: 'A follower that diverges truncates, and takes no high watermark from that answer',
  about: 'From 3.4.1 and 3.5 on.',
  tags: ['R24', 'KAFKA-14704', '3.5'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 1, maxRecords: 2 }),
  build: (constants) =>
    judging(kraftPartitionModel(REPAIRED, constants), ...SAFETY, 'a-follower-truncates'),
  expect: { verdict: 'holds', distinct: 14854 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 7318032 } },
});
