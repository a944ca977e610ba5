import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-all-clean-crashes',
  title: 'With acks=all no clean crash loses an acknowledged record',
  about:
    'Whoever is elected was in the ISR when the record was acknowledged, even with min ISR 1. Two crashes, and elections after them.',
  tags: ['acks', 'min.insync.replicas'],
  constants: withDefaults(DURABILITY_CONSTANTS, { cleanCrashes: 2 }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'acknowledged-records-survive',
      'acked-once',
      'acknowledged-by-min-isr',
      'appended-by-min-isr',
      'true-high-watermark-monotone',
      'leader-in-isr',
      'one-leader-per-epoch',
      'epoch-monotone',
      'log-matching',
      'in-sync-replicas-agree',
      'in-sync-followers-agree',
      'a-record-is-acknowledged',
      'a-broker-leads-after-a-crash',
      'a-new-leader-has-yet-to-raise-its-high-watermark',
    ),
  expect: { verdict: 'holds', distinct: 104814 },
  deep: { constants: { brokers: 4 }, expect: { verdict: 'holds', distinct: 2690310 } },
});
