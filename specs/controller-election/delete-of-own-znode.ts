import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_2_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/delete-of-own-znode',
  title: 'From 2.1 on a controller that fails gives up only its own /controller',
  about:
    'It looks whose /controller it is, and then deletes whatever is there, but only if /controller_epoch has not changed since its election. In between an operator may delete the znode and another broker become controller: that is what the check is for.',
  tags: ['R45', 'KAFKA-6082', '2.1'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { failures: 1 }),
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_2_1, constants),
      'controller-keeps-its-znode',
      'controller-write-safety',
      'a-zombie-acts',
      'a-controller-gives-up',
      'a-controller-gives-up-too-late',
    ),
  expect: { verdict: 'holds', distinct: 3132348 },
  deep: {
    constants: { sessionExpiries: 3, maxControllerEpoch: 5 },
    expect: { verdict: 'holds', distinct: 15387580 },
  },
});
