import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/high-watermark-below-min-isr',
  title:
    'A high watermark that rises below min ISR commits what an eligible leader replica does not have',
  about:
    'With acks=1 a record is appended below min ISR, and consumers read it as soon as the ISR, be it one broker, has it. That broker fails, and an eligible one is elected without the record. Eligible leader replicas were never released like this: it asks why the high watermark has to stand still first.',
  tags: ['R30', 'KIP-966', 'ELR', 'KAFKA-15583', 'mutation'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, acks: 1, minIsr: 2, kills: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, highWatermarkNeedsMinIsr: false }, constants),
      'leader-completeness',
    ),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 6, distinct: 3348 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 8, distinct: 836928 },
  },
});
