import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-1',
  title: 'With acks=1 one clean crash of the leader loses an acknowledged record',
  about:
    'The leader crashes before a follower has fetched the record, and a follower from the ISR leads without it.',
  tags: ['acks'],
  constants: withDefaults(DURABILITY_CONSTANTS, { acks: 1 }),
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
