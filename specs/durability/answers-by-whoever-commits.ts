import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/answers-by-whoever-commits',
  title: 'If whoever commits a record answered for it, a failed record would be acknowledged',
  about: 'A leader that no longer leads has failed the record, which the new leader then commits.',
  tags: ['acks'],
  constants: withDefaults(DURABILITY_CONSTANTS, { leaderMoves: 1, cleanCrashes: 0 }),
  build: (constants) =>
    judging(durabilityModel({ ...FROM_2_1, answerInEpoch: false }, constants), 'acked-once'),
  expect: { verdict: 'violated', property: 'acked-once', steps: 5, distinct: 36054 },
  deep: {
    constants: { brokers: 4, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'acked-once', steps: 6, distinct: 9334204 },
  },
});
