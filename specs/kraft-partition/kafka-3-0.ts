import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { FROM_3_0 } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/kafka-3-0',
  title: 'Kafka 3.0 to 3.2, a preview of KRaft: a replica that is fenced joins the ISR',
  about: 'What kraft-partition/fenced-replica-joins is about, with all the rules of the release.',
  tags: ['R25', '3.0', '3.2'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { kills: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(FROM_3_0, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
    ),
  expect: { verdict: 'violated', property: 'isr-is-active', steps: 6, distinct: 474012 },
  deep: {
    constants: { maxRecords: 2 },
    expect: { verdict: 'violated', property: 'isr-is-active', steps: 6, distinct: 3980886 },
  },
});
