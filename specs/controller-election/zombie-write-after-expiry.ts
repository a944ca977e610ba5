import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { UNTIL_1_0 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/zombie-write-after-expiry',
  title: "Until 1.0 a session expiry is enough for a deposed controller's write to land",
  about:
    "The controller's session expires while it is about to write partition state. zkclient waits for a new session and sends the write in it; the thread never notices that another controller was elected meanwhile.",
  tags: ['R11', 'KAFKA-3083', 'KAFKA-2729', '0.8', '1.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { znodeDeletions: 0 }),
  build: (constants) =>
    judging(
      controllerElectionModel(UNTIL_1_0, constants),
      'controller-write-safety',
      'a-zombie-acts',
    ),
  expect: { verdict: 'violated', property: 'controller-write-safety', steps: 10, distinct: 185520 },
  deep: {
    constants: { brokers: 3 },
    expect: {
      verdict: 'violated',
      property: 'controller-write-safety',
      steps: 10,
      distinct: 5853141,
    },
  },
});
