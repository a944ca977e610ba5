import { defineSpec, judging } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/delete-of-anothers-znode',
  title:
    'Until 2.0 a broker that fails to become controller deletes the /controller of the one that did',
  about:
    "triggerControllerMove deletes /controller whoever owns it by then. The loser of an election takes the winner's znode away, and a needless election follows while the winner still acts.",
  tags: ['R45', 'KAFKA-6082', '1.1', '2.0'],
  constants: CONTROLLER_ELECTION_CONSTANTS,
  build: (constants) =>
    judging(controllerElectionModel(FROM_1_1, constants), 'controller-keeps-its-znode'),
  expect: {
    verdict: 'violated',
    property: 'controller-keeps-its-znode',
    steps: 8,
    distinct: 1109006,
  },
  deep: {
    constants: { sessionExpiries: 3, znodeDeletions: 2, maxControllerEpoch: 5 },
    expect: {
      verdict: 'violated',
      property: 'controller-keeps-its-znode',
      steps: 8,
      distinct: 18637570,
    },
  },
});
