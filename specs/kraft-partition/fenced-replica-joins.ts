import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/fenced-replica-joins',
  title: 'A replica that is fenced joins the ISR, and writes stall',
  about:
    'The follower was in sync when the leader asked for it, and is gone when the controller decides. Until 3.2 the controller does not ask who is active. All else is repaired, without eligible leader replicas.',
  tags: ['R25', 'KIP-841', 'KAFKA-13916', '3.0'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, kills: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(
        { ...REPAIRED, lastMember: 'last-member-stays', eligible: 'anybody' },
        constants,
      ),
      ...MEMBERSHIP,
    ),
  expect: { verdict: 'violated', property: 'isr-is-active', steps: 6, distinct: 4756 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'isr-is-active', steps: 6, distinct: 846624 },
  },
});
