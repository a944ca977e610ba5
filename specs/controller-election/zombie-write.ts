import { defineSpec, judging } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/zombie-write',
  title:
    "Until 2.0 a deposed controller's write of partition state lands after its successor took over",
  about:
    "An operator deletes /controller to force an election. The old controller, which has read the partition's state and has yet to learn that it was replaced, writes it: the write is conditional only on that znode's version.",
  tags: ['R11', 'KAFKA-6082', '1.1', '2.0'],
  constants: CONTROLLER_ELECTION_CONSTANTS,
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_1_1, constants),
      'controller-write-safety',
      'a-zombie-acts',
    ),
  expect: { verdict: 'violated', property: 'controller-write-safety', steps: 9, distinct: 1109006 },
  deep: {
    constants: { sessionExpiries: 3, maxControllerEpoch: 5 },
    expect: {
      verdict: 'violated',
      property: 'controller-write-safety',
      steps: 9,
      distinct: 5561315,
    },
  },
});
