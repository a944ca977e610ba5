import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { FROM_3_7 } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/kafka-3-7',
  title: 'Kafka 3.7 to 3.9: the leader stops waiting for replicas that may be in the ISR',
  about:
    'What kraft-partition/known-update is about, here with the rules of the release, to the first moment at which the leader waits for too few. With three brokers an acknowledged record is lost in six steps more (--deep --property acknowledged-records-survive). So since 3.6, whose leader epoch no longer rises when the ISR shrinks (KAFKA-15021), with a metadata.version of 3.6 or later; before, see kraft-partition/kafka-3-3.',
  tags: ['3.6', '3.7', '3.8', '3.9'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, kills: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(FROM_3_7, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
    ),
  expect: { verdict: 'violated', property: 'counted-isr-is-superset', steps: 5, distinct: 5556 },
  deep: {
    constants: { brokers: 3 },
    expect: {
      verdict: 'violated',
      property: 'counted-isr-is-superset',
      steps: 5,
      distinct: 1078110,
    },
  },
});
