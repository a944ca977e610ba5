import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { UNTIL_1_0 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/partition-out-of-reach',
  title:
    'Until 1.0 one session expiry can leave partition state that the controller may never change',
  about:
    'A broker whose session expired while it was being elected raises /controller_epoch in its new session, and writes partition state. Its successor cannot raise it any more, goes on with the epoch that it read, and keeps /controller: it leaves alone what a later controller has written, and so elects no leader for that partition, until it restarts or another election is won.',
  tags: ['R12', 'R13', 'KAFKA-6082', '1.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, {
    sessionExpiries: 1,
    znodeDeletions: 0,
    maxWrites: 1,
  }),
  build: (constants) =>
    judging(controllerElectionModel(UNTIL_1_0, constants), 'partition-state-can-change'),
  expect: { verdict: 'violated', property: 'partition-state-can-change', steps: 9, distinct: 8926 },
  deep: {
    constants: { sessionExpiries: 2, maxWrites: 2 },
    expect: {
      verdict: 'violated',
      property: 'partition-state-can-change',
      steps: 9,
      distinct: 185520,
    },
  },
});
