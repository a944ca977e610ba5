import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/fenced-replica-joins-repaired',
  title: 'Only active replicas join the ISR',
  about: 'From 3.3 on.',
  tags: ['R25', 'KIP-841', 'KAFKA-13916', '3.3'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, kills: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, lastMember: 'last-member-stays' }, constants),
      ...MEMBERSHIP,
      'a-request-is-for-a-fenced-broker',
    ),
  expect: { verdict: 'holds', distinct: 4326 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 804750 } },
});
