import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { FROM_4_0 } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/kafka-4-0',
  title:
    'Kafka 4.0 with eligible leader replicas: the leader stops waiting for replicas that may be in the ISR',
  about:
    'As kraft-partition/kafka-3-7: eligible leader replicas are about brokers that fail, and here the leader counts too few of those that live.',
  tags: ['4.0', 'KIP-966', 'ELR'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, kills: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(FROM_4_0, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
    ),
  expect: { verdict: 'violated', property: 'counted-isr-is-superset', steps: 5, distinct: 3898 },
  deep: {
    constants: { brokers: 3 },
    expect: {
      verdict: 'violated',
      property: 'counted-isr-is-superset',
      steps: 5,
      distinct: 1117686,
    },
  },
});
