import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/last-replica-standing-repaired',
  title: 'Eligible leader replicas: with min ISR 2 one power failure loses nothing',
  about:
    'Who leaves the ISR below min ISR stays eligible, for nothing is committed without it; who may have lost its log is neither. For one power failure, or one process that is killed: kraft-partition/two-unclean-restarts.',
  tags: ['R29', 'KIP-966', 'ELR', '4.0', '4.1'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, minIsr: 2, powerFailures: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
      'an-eligible-replica-is-elected',
    ),
  expect: { verdict: 'holds', distinct: 4302 },
  deep: {
    constants: { brokers: 3, maxPartitionEpoch: 4 },
    expect: { verdict: 'holds', distinct: 2713632 },
  },
});
