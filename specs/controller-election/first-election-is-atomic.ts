import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_2_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/first-election-is-atomic',
  title: 'From 2.1 on the very first controller election has one winner as well',
  about:
    '/controller_epoch is created, as 0, before the transaction that creates /controller and raises it.',
  tags: ['R13', 'KAFKA-6082', '2.1'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { newCluster: 1 }),
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_2_1, constants),
      'one-acting-controller-per-epoch',
      'controller-write-safety',
      'a-zombie-acts',
    ),
  expect: { verdict: 'holds', distinct: 907730 },
  deep: {
    constants: { sessionExpiries: 4, maxControllerEpoch: 6 },
    expect: { verdict: 'holds', distinct: 13208002 },
  },
});
