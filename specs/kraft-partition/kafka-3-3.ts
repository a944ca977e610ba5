import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP, SAFETY } from '../../model/kraft-partition/properties.ts';
import { FROM_3_3 } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/kafka-3-3',
  title:
    'Kafka 3.3 and 3.4: in three changes of the partition nothing is lost by a broker that is killed',
  about:
    'Without power failures (kraft-partition/earlier-process-joins) and without elections that nothing asks for (kraft-partition/reelected-leader). Every shrink of the ISR raises the leader epoch, so that the leader does not take up the answer to it, and kraft-partition/known-update needs two replicas that join one after the other. With four changes it breaks: --deep to the first moment, and with five a record is lost (--set maxPartitionEpoch=5 --set maxLeaderEpoch=3 --property acknowledged-records-survive).',
  tags: ['3.3', '3.4'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { kills: 1, minIsr: 2 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(FROM_3_3, constants),
      ...SAFETY,
      ...MEMBERSHIP,
      'acknowledged-records-survive',
      'a-request-is-overtaken',
    ),
  expect: { verdict: 'holds', distinct: 333402 },
  deep: {
    constants: { maxPartitionEpoch: 4, maxLeaderEpoch: 3 },
    expect: {
      verdict: 'violated',
      property: 'counted-isr-is-superset',
      steps: 13,
      distinct: 699621,
    },
  },
});
