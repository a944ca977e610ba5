import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/last-replica-standing',
  title: 'Even with min ISR 2 one power failure loses an acknowledged record',
  about:
    'Two brokers acknowledge it; one leaves the ISR. The other, its last member, loses power, and comes back without the record. It is still in the ISR, and is elected, although the first still has the record. As in durability/min-isr-2-lossy-crash, here with KRaft; until 3.9, and where eligible leader replicas are off.',
  tags: ['R29', 'KIP-966', '3.7', '3.9'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, minIsr: 2, powerFailures: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, lastMember: 'last-member-stays' }, constants),
      'acknowledged-records-survive',
    ),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 10,
    distinct: 5848,
  },
  deep: {
    constants: { brokers: 3, maxPartitionEpoch: 4 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 12,
      distinct: 2922027,
    },
  },
});
