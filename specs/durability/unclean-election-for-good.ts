import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { UNTIL_0_10 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/unclean-election-for-good',
  title: 'Until 0.10 logs that differ after an unclean leader election never agree again',
  about:
    'The old leader is still down, and the new one has committed another record in the place of its last one. From here on neither restarts and fetches nor further records, nor a move of the leadership make both logs the same: each broker keeps what is below its own high watermark.',
  tags: ['unclean.leader.election.enable', 'R02', 'R41', '0.10'],
  constants: withDefaults(DURABILITY_CONSTANTS, {
    brokers: 2,
    maxRecords: 3,
    uncleanElection: 1,
    leaderMoves: 1,
  }),
  build: (constants) => judging(durabilityModel(UNTIL_0_10, constants), 'replicas-can-agree'),
  expect: { verdict: 'violated', property: 'replicas-can-agree', steps: 6, distinct: 38238 },
  deep: {
    constants: { brokers: 3, maxRecords: 2 },
    expect: { verdict: 'violated', property: 'replicas-can-agree', steps: 7, distinct: 330744 },
  },
});
