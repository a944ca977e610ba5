import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_0 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-all-leader-move-until-2.0',
  title: 'Until 2.0.0 moves of leadership alone lose a record that was acknowledged with acks=all',
  about:
    'Even if logs are truncated as by KIP-279. The high watermark of the new leader lags, and a follower that has reached no more than that joins the ISR. Then leadership moves to it.',
  tags: ['acks', 'R08', 'KAFKA-7128', '2.0'],
  constants: withDefaults(DURABILITY_CONSTANTS, { leaderMoves: 1, cleanCrashes: 0 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_0, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 8,
    distinct: 41157,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 9,
      distinct: 12182504,
    },
  },
});
