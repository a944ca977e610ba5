import { defineSpec, judging } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/disobeyed-controller',
  title: 'Until 2.0 an election can leave a controller whose every command is rejected',
  about:
    "Creating /controller and raising /controller_epoch are two steps. A broker that has done the first is replaced, by a broker that does both; then it does the second, commands every broker under the new epoch, and resigns. The remaining controller's epoch is too low for everybody.",
  tags: ['R12', 'KAFKA-6082', '1.1', '2.0'],
  constants: CONTROLLER_ELECTION_CONSTANTS,
  build: (constants) =>
    judging(controllerElectionModel(FROM_1_1, constants), 'controller-is-obeyed'),
  expect: { verdict: 'violated', property: 'controller-is-obeyed', steps: 12, distinct: 1109006 },
  deep: {
    // A third broker has to learn of the later epoch too, by a third command. Writes play no part in it.
    constants: { brokers: 3, maxCommands: 3, maxWrites: 0 },
    expect: {
      verdict: 'violated',
      property: 'controller-is-obeyed',
      steps: 14,
      distinct: 15920767,
    },
  },
});
