import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/out-of-range-halt-keeps-records',
  title:
    'Until 0.10 a broker that halts keeps what a truncation would take from below its high watermark',
  about:
    'The same crash as in out-of-range-halt: availability is given up for records that an operator may still save.',
  tags: ['unclean.leader.election.enable', 'R41', 'KAFKA-3410', '0.10'],
  constants: withDefaults(DURABILITY_CONSTANTS, { brokers: 2, cleanCrashes: 0, lossyCrashes: 1 }),
  build: (constants) =>
    judging(
      durabilityModel(UNTIL_0_10, constants),
      'no-truncation-below-high-watermark',
      'appended-by-min-isr',
      'a-broker-halts',
      'an-acknowledged-record-is-lost',
    ),
  expect: { verdict: 'holds', distinct: 574 },
  deep: {
    constants: { brokers: 3, maxRecords: 3, maxLeaderEpoch: 3 },
    expect: { verdict: 'holds', distinct: 98754 },
  },
});
