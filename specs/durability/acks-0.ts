import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-0',
  title: 'With acks=0 a record is lost without any crash',
  about: 'The producer takes a request that was lost for one that arrived.',
  tags: ['acks'],
  constants: withDefaults(DURABILITY_CONSTANTS, { acks: 0, cleanCrashes: 0 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_1, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 1,
    distinct: 801,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 1,
      distinct: 58068,
    },
  },
});
