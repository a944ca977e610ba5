import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/two-looks',
  title:
    'A leader that looks twice at a follower takes it for in sync by one process, and names the other',
  about:
    'It holds its lock from the one look to the other, but fetches are noted without that lock. The follower loses power, comes back empty and fetches in between. Until 3.6; all else is repaired, without eligible leader replicas.',
  tags: ['R27', 'KAFKA-15221', 'KIP-903', '3.5', '3.6'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, powerFailures: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(
        { ...REPAIRED, lastMember: 'last-member-stays', joinLooks: 'twice' },
        constants,
      ),
      'who-joins-is-complete',
    ),
  expect: { verdict: 'violated', property: 'who-joins-is-complete', steps: 12, distinct: 5928 },
  deep: {
    constants: { brokers: 3 },
    expect: {
      verdict: 'violated',
      property: 'who-joins-is-complete',
      steps: 14,
      distinct: 1081524,
    },
  },
});
