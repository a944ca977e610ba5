import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-all-lossy-crash',
  title: 'With acks=all and min ISR 1 one lossy crash loses an acknowledged record',
  about:
    'The ISR has shrunk to the leader, which alone acknowledges a record, and loses it with the tail of its log. As the last member of the ISR it is elected again.',
  tags: ['acks', 'min.insync.replicas', 'R29'],
  constants: withDefaults(DURABILITY_CONSTANTS, { cleanCrashes: 0, lossyCrashes: 1 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_1, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 7,
    distinct: 15369,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 8,
      distinct: 2611104,
    },
  },
});
