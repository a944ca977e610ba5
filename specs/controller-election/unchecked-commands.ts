import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_2_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/unchecked-commands',
  title: 'If brokers did not check the controller epoch, they would obey a deposed controller',
  about:
    'A mutation of 2.1: every version that we read has the check. A command in flight from a deposed controller arrives after one of its successor.',
  tags: ['R14', 'KAFKA-1188', 'mutation'],
  // A broker whose session has expired is not registered either, and is sent nothing by the next controller: that is not modelled.
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { sessionExpiries: 0 }),
  build: (constants) =>
    judging(
      controllerElectionModel({ ...FROM_2_1, brokerControllerEpochCheck: false }, constants),
      'no-stale-command-applied',
    ),
  expect: { verdict: 'violated', property: 'no-stale-command-applied', steps: 9, distinct: 8184 },
  deep: {
    constants: { maxCommands: 4, maxControllerEpoch: 5 },
    expect: {
      verdict: 'violated',
      property: 'no-stale-command-applied',
      steps: 9,
      distinct: 35996,
    },
  },
});
