import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-all-clean-crashes-until-0.10',
  title: 'Until 0.10 two clean crashes lose a record that was acknowledged with acks=all',
  about:
    'A follower of the new leader truncates to its own high watermark, which lags, and is still in the ISR. The new leader crashes before it has fetched the record again.',
  tags: ['acks', 'R01', 'KIP-101', '0.10'],
  constants: withDefaults(DURABILITY_CONSTANTS, { cleanCrashes: 2 }),
  build: (constants) =>
    judging(durabilityModel(UNTIL_0_10, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 11,
    distinct: 124104,
  },
  deep: {
    constants: { brokers: 4 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 12,
      distinct: 3317240,
    },
  },
});
