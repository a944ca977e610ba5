import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_2_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/obeyed-again-after-any-election',
  title: 'From 2.1 on a controller that everyone obeys can come about again, whatever has happened',
  about:
    'Creating /controller and raising /controller_epoch are one step, so whoever has the one has the highest of the other: no broker and no partition state can be of a later epoch. Losers come too late, zombies act and controllers fail and give up, and no other fault is needed to heal it.',
  tags: ['R12', 'R45', 'KAFKA-6082', '2.1'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, {
    sessionExpiries: 0,
    failures: 1,
    maxWrites: 1,
  }),
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_2_1, constants),
      'every-broker-obeys',
      'partition-state-can-change',
      'a-zombie-acts',
      'a-stale-command-arrives',
      'an-election-comes-too-late',
      'a-controller-gives-up',
    ),
  expect: { verdict: 'holds', distinct: 39891 },
  deep: {
    constants: { sessionExpiries: 2 },
    expect: { verdict: 'holds', distinct: 1449607 },
  },
});
