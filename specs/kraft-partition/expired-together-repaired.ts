import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/expired-together-repaired',
  title: 'Sessions that expire together are handled one after the other',
  about: 'From 3.0 on.',
  tags: ['R28', 'KAFKA-13173', '3.0'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    kills: 2,
    maxPartitionEpoch: 2,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel(
        { ...REPAIRED, lastMember: 'last-member-stays', leaderEpochRises: 'on-fencing' },
        constants,
      ),
      ...MEMBERSHIP,
      'two-sessions-are-to-expire',
    ),
  expect: { verdict: 'holds', distinct: 5256 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 942057 } },
});
