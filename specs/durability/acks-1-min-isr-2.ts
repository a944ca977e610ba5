import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-1-min-isr-2',
  title: 'With acks=1 min ISR protects nothing',
  about:
    'The same four steps as in acks-1: the leader looks at the ISR only for a producer that waits for it.',
  tags: ['acks', 'min.insync.replicas'],
  constants: withDefaults(DURABILITY_CONSTANTS, { acks: 1, minIsr: 2 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_1, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 4,
    distinct: 11382,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 4,
      distinct: 1463284,
    },
  },
});
