import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/answers',
  title: 'No producer is told both that a record is safe and that it failed',
  about:
    'NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND, REQUEST_TIMED_OUT, a leader that moves away or crashes: whatever a producer hears, it hears once. That a record failed does not say that it is gone: it may be committed all the same.',
  tags: ['acks', 'min.insync.replicas'],
  constants: withDefaults(DURABILITY_CONSTANTS, { minIsr: 2, leaderMoves: 1, timeouts: 1 }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'acked-once',
      'acknowledged-by-min-isr',
      'appended-by-min-isr',
      'refused-below-min-isr',
      'leader-is-elected-alive',
      'who-joins-is-up',
      'acknowledged-records-survive',
      'not-enough-replicas',
      'not-enough-replicas-after-append',
      'not-leader',
      'connection-breaks',
      'a-failed-record-is-committed',
    ),
  expect: { verdict: 'holds', distinct: 439776 },
  deep: { constants: { brokers: 4 }, expect: { verdict: 'holds', distinct: 12220682 } },
});
