import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/restart-after-shutdown',
  title: 'A restart after a controlled shutdown costs a broker its eligibility',
  about:
    'Every new process counts as one that may have lost something. With all replicas shut down and started again nobody is eligible, although nothing was lost. So in the source before 4.0 (KAFKA-16952); no release had eligible leader replicas like this.',
  tags: ['R32', 'KAFKA-18635', 'KIP-966', 'ELR'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, minIsr: 2, shutdowns: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, ineligibleAfter: 'any-restart' }, constants),
      ...MEMBERSHIP,
      'shutdown-keeps-eligibility',
    ),
  expect: { verdict: 'violated', property: 'shutdown-keeps-eligibility', steps: 4, distinct: 6442 },
  deep: {
    constants: { shutdowns: 2 },
    expect: {
      verdict: 'violated',
      property: 'shutdown-keeps-eligibility',
      steps: 4,
      distinct: 18088,
    },
  },
});
