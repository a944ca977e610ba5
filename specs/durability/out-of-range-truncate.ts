import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/out-of-range-truncate',
  title: 'If the follower truncates instead of halting, what it has below its high watermark goes',
  about: 'KAFKA-7414 alone: the broker stays up, and what the leader has lost is lost here too.',
  tags: ['unclean.leader.election.enable', 'R41', 'KAFKA-7414', '2.1'],
  constants: withDefaults(DURABILITY_CONSTANTS, { brokers: 2, cleanCrashes: 0, lossyCrashes: 1 }),
  build: (constants) =>
    judging(
      durabilityModel({ ...UNTIL_0_10, outOfRange: 'truncate' }, constants),
      'no-truncation-below-high-watermark',
    ),
  expect: {
    verdict: 'violated',
    property: 'no-truncation-below-high-watermark',
    steps: 9,
    distinct: 552,
  },
  deep: {
    constants: { brokers: 3, maxRecords: 3, maxLeaderEpoch: 3 },
    expect: {
      verdict: 'violated',
      property: 'no-truncation-below-high-watermark',
      steps: 10,
      distinct: 94899,
    },
  },
});
