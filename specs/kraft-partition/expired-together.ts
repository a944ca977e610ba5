import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/expired-together',
  title: 'Two sessions expire at once, and a leader is elected that is fenced',
  about:
    'The changes for both brokers are worked out from the same state, and the second overwrites what the first has decided. In 2.8, an early access; which of the brokers comes out depends on their order in the list of replicas.',
  tags: ['R28', 'KAFKA-13173', '2.8'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    kills: 2,
    maxPartitionEpoch: 2,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel(
        {
          ...REPAIRED,
          lastMember: 'last-member-stays',
          leaderEpochRises: 'on-fencing',
          expiredSessions: 'at-once',
        },
        constants,
      ),
      ...MEMBERSHIP,
    ),
  expect: { verdict: 'violated', property: 'leader-is-active', steps: 3, distinct: 5558 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'leader-is-active', steps: 3, distinct: 990135 },
  },
});
