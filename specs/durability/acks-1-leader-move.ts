import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-1-leader-move',
  title: 'With acks=1 a move of leadership loses an acknowledged record without any crash',
  about:
    'Leadership goes to the preferred replica, or away from a broker that is shut down in an orderly way. The record that the new leader has not fetched yet is truncated.',
  tags: ['acks'],
  constants: withDefaults(DURABILITY_CONSTANTS, { acks: 1, leaderMoves: 1, cleanCrashes: 0 }),
  build: (constants) =>
    judging(durabilityModel(FROM_2_1, constants), 'acknowledged-records-survive'),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 2,
    distinct: 24117,
  },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 2,
      distinct: 5158900,
    },
  },
});
