import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/earlier-process-joins',
  title: 'A replica joins the ISR by what the process before it had fetched',
  about:
    'It was in sync when the leader asked for it. Then it loses power, and comes back without the record, active and with an empty log. The controller sees an active broker, and accepts it. All else is repaired, without eligible leader replicas.',
  tags: ['R26', 'KIP-903', 'KAFKA-14139', 'KAFKA-14617', '3.3'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, powerFailures: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(
        { ...REPAIRED, lastMember: 'last-member-stays', eligible: 'active' },
        constants,
      ),
      'who-joins-is-complete',
      'a-request-is-for-a-process-that-is-gone',
    ),
  expect: { verdict: 'violated', property: 'who-joins-is-complete', steps: 10, distinct: 4898 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'who-joins-is-complete', steps: 12, distinct: 852444 },
  },
});
