import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/high-watermark-below-min-isr-repaired',
  title:
    'Below min ISR the high watermark stands still, so that who is eligible has all that was read',
  about: 'From 3.7 on, with eligible leader replicas or without.',
  tags: ['R30', 'KIP-966', 'ELR', 'KAFKA-15583', '3.7'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, acks: 1, minIsr: 2, kills: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      'leader-completeness',
      'a-record-is-committed',
      'an-eligible-replica-is-elected',
    ),
  expect: { verdict: 'holds', distinct: 3640 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 830430 } },
});
