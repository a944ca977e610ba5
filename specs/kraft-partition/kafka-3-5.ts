import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { FROM_3_5 } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/kafka-3-5',
  title: 'Kafka 3.5: in three changes of the partition nothing is lost by a broker that is killed',
  about: 'As kraft-partition/kafka-3-3, and so with four changes.',
  tags: ['3.5'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { kills: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(FROM_3_5, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
      'a-request-is-overtaken',
    ),
  expect: { verdict: 'holds', distinct: 398490 },
  deep: {
    constants: { maxPartitionEpoch: 4, maxLeaderEpoch: 3 },
    expect: {
      verdict: 'violated',
      property: 'counted-isr-is-superset',
      steps: 15,
      distinct: 836295,
    },
  },
});
