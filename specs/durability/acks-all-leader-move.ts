import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-all-leader-move',
  title:
    'From 2.1 on with acks=all moves of leadership and a clean crash lose no acknowledged record, if every broker learns of a new leader at once',
  about:
    'A follower joins the ISR only with what the leader had when its epoch began. Control is atomic here. Where a broker hears of an epoch late, or not at all, moves of leadership alone can lose an acknowledged record: see cluster/late-fetch, until 3.2, and cluster/reelected-leader.',
  tags: ['acks', 'R08', 'KAFKA-7128', '2.1'],
  constants: withDefaults(DURABILITY_CONSTANTS, { leaderMoves: 1 }),
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
      'not-leader',
      'a-new-leader-has-yet-to-raise-its-high-watermark',
    ),
  expect: { verdict: 'holds', distinct: 256761 },
  deep: { constants: { brokers: 4 }, expect: { verdict: 'holds', distinct: 6855966 } },
});
