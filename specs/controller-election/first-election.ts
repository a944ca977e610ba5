import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/first-election',
  title: 'Until 2.0 two brokers can win the very first controller election under one epoch',
  about:
    'In a new cluster there is no /controller_epoch. A broker that has read that takes 0 for its version, which is also the version of the znode that the winner creates: its conditional write succeeds, and raises the epoch to what it is already. Needs a /controller that goes away between the two.',
  tags: ['R13', 'KAFKA-6082', '1.1', '2.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, {
    newCluster: 1,
    maxWrites: 0,
    maxCommands: 0,
  }),
  build: (constants) =>
    judging(controllerElectionModel(FROM_1_1, constants), 'one-acting-controller-per-epoch'),
  expect: {
    verdict: 'violated',
    property: 'one-acting-controller-per-epoch',
    steps: 7,
    distinct: 2986,
  },
  deep: {
    constants: { brokers: 3, maxWrites: 1, maxCommands: 1, sessionExpiries: 3 },
    expect: {
      verdict: 'violated',
      property: 'one-acting-controller-per-epoch',
      steps: 7,
      distinct: 16208539,
    },
  },
});
