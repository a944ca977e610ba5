import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/controller-moved-resigns',
  title: 'From 1.1 on, once there has been a controller, no two brokers act under one epoch',
  about:
    'The exception gets out, and the loser resigns. Zombies of different epochs remain until 2.1; for the first election of a new cluster see first-election.',
  tags: ['R13', '1.1'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, {
    brokers: 3,
    maxWrites: 0,
    maxCommands: 0,
  }),
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_1_1, constants),
      'one-acting-controller-per-epoch',
      'controller-is-at-work',
      'a-zombie-acts',
    ),
  expect: { verdict: 'holds', distinct: 35985 },
  deep: {
    constants: { brokers: 4, sessionExpiries: 3, znodeDeletions: 2 },
    expect: { verdict: 'holds', distinct: 7025988 },
  },
});
