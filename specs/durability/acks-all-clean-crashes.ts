import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-all-clean-crashes',
  title: 'With acks=all no clean crash loses an acknowledged record',
  about:
    'Whoever is elected was in the ISR when the record was acknowledged, whatever min.insync.replicas is. Two crashes, and elections after them.',
  tags: ['acks', 'min.insync.replicas'],
  constants: withDefaults(DURABILITY_CONSTANTS, { cleanCrashes: 2 }),
  build: (constants) =>
    judging(
      durabilityModel(constants),
      'acknowledged-records-survive',
      'log-matching',
      'a-record-is-acknowledged',
      'a-broker-leads-after-a-crash',
    ),
  expect: { verdict: 'holds', distinct: 49509 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: { verdict: 'holds', distinct: 5621450 },
  },
});
