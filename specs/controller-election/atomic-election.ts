import { defineSpec, judging } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_2_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/atomic-election',
  title: 'From 2.1 on a zombie controller can neither write nor outbid its successor',
  about:
    'One transaction creates /controller and raises /controller_epoch, and every write of partition state checks the version of /controller_epoch. The dangerous situations are all reached, and survived.',
  tags: ['R11', 'R12', 'R14', 'KAFKA-6082', '2.1'],
  constants: CONTROLLER_ELECTION_CONSTANTS,
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_2_1, constants),
      'controller-write-safety',
      'later-state-is-kept',
      'controller-is-at-work',
      'partition-state-is-replaced',
      'controller-is-obeyed',
      'one-acting-controller-per-epoch',
      'no-stale-command-applied',
      'a-zombie-acts',
      'a-stale-command-arrives',
    ),
  expect: { verdict: 'holds', distinct: 719296 },
  deep: {
    constants: { sessionExpiries: 3, maxControllerEpoch: 5, znodeDeletions: 2 },
    expect: { verdict: 'holds', distinct: 9342978 },
  },
});
