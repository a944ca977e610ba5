import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/min-isr-2-lossy-crash',
  title: 'Even with min ISR 2 one lossy crash loses an acknowledged record',
  about:
    'Two brokers acknowledge the record; one lags later on, and leaves the ISR. The other, last in the ISR, crashes, loses its tail and is elected again, although the first still has the record: the last replica standing, which KIP-966 is about.',
  tags: ['acks', 'min.insync.replicas', 'R29', 'KIP-966'],
  constants: withDefaults(DURABILITY_CONSTANTS, { minIsr: 2, cleanCrashes: 0, lossyCrashes: 1 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_1, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 10,
    distinct: 25395,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 11,
      distinct: 5335980,
    },
  },
});
