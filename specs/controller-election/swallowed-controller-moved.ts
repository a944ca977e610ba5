import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { UNTIL_1_0 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/swallowed-controller-moved',
  title: "Until 1.0 the loser of an election acts as controller under its predecessor's epoch",
  about:
    'incrementControllerEpoch logs the exception that says that another broker was faster, and goes on. The loser then acts under the epoch that it read, which is that of an earlier controller who may still be acting too: split-brain.',
  tags: ['R13', '0.8', '1.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, {
    brokers: 3,
    maxWrites: 0,
    maxCommands: 0,
    znodeDeletions: 0,
  }),
  build: (constants) =>
    judging(controllerElectionModel(UNTIL_1_0, constants), 'one-acting-controller-per-epoch'),
  expect: {
    verdict: 'violated',
    property: 'one-acting-controller-per-epoch',
    steps: 12,
    distinct: 6690,
  },
  deep: {
    constants: { brokers: 4, sessionExpiries: 4, maxControllerEpoch: 6, maxWrites: 1 },
    expect: {
      verdict: 'violated',
      property: 'one-acting-controller-per-epoch',
      steps: 12,
      distinct: 9706132,
    },
  },
});
