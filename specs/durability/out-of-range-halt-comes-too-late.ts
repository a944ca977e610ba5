import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/out-of-range-halt-comes-too-late',
  title:
    'Until 0.10 a follower truncates the last copy of an acknowledged record before it could halt',
  about:
    'Its high watermark lags, so it truncates the record on its own account when it becomes a follower, and is in range.',
  tags: ['unclean.leader.election.enable', 'R41', 'KAFKA-3410', '0.10'],
  constants: withDefaults(DURABILITY_CONSTANTS, { brokers: 2, cleanCrashes: 0, lossyCrashes: 1 }),
  build: (constants) =>
    judging(durabilityModel(UNTIL_0_10, constants), 'followers-keep-the-last-copy'),
  expect: {
    verdict: 'violated',
    property: 'followers-keep-the-last-copy',
    steps: 9,
    distinct: 574,
  },
  deep: {
    constants: { brokers: 3, maxRecords: 3, maxLeaderEpoch: 3 },
    expect: {
      verdict: 'violated',
      property: 'followers-keep-the-last-copy',
      steps: 9,
      distinct: 98754,
    },
  },
});
