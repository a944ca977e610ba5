import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { FROM_2_8 } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/kafka-2-8',
  title:
    'Kafka 2.8, an early access of KRaft: the leader stops waiting for replicas that may be in the ISR',
  about:
    'What kraft-partition/known-update is about, to the first moment at which the leader waits for too few: the leader epoch rises when a broker is fenced, but not when the leader shrinks the ISR. With three brokers a record is lost in some steps more (--deep --property acknowledged-records-survive).',
  tags: ['2.8'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, kills: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(FROM_2_8, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
    ),
  expect: { verdict: 'violated', property: 'counted-isr-is-superset', steps: 5, distinct: 11214 },
  deep: {
    constants: { brokers: 3 },
    expect: {
      verdict: 'violated',
      property: 'counted-isr-is-superset',
      steps: 5,
      distinct: 2964324,
    },
  },
});
