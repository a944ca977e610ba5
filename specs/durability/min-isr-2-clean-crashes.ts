import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/min-isr-2-clean-crashes',
  title: 'With acks=all and min ISR 2 no clean crash loses an acknowledged record',
  about:
    'The price is that records are refused, before or after they were appended. Two crashes, and elections after them.',
  tags: ['acks', 'min.insync.replicas', 'KAFKA-1555'],
  constants: withDefaults(DURABILITY_CONSTANTS, { minIsr: 2, cleanCrashes: 2 }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'acknowledged-records-survive',
      'acked-once',
      'acknowledged-by-min-isr',
      'appended-by-min-isr',
      'refused-below-min-isr',
      'leader-is-elected-alive',
      'who-joins-is-up',
      'true-high-watermark-monotone',
      'leader-in-isr',
      'one-leader-per-epoch',
      'epoch-monotone',
      'log-matching',
      'in-sync-replicas-agree',
      'in-sync-followers-agree',
      'a-broker-leads-after-a-crash',
      'not-enough-replicas',
      'not-enough-replicas-after-append',
    ),
  expect: { verdict: 'holds', distinct: 163260 },
  deep: { constants: { brokers: 4 }, expect: { verdict: 'holds', distinct: 4330890 } },
});
