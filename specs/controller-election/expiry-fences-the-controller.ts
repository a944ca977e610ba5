import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/expiry-fences-the-controller',
  title: 'From 1.1 on a session expiry alone no longer makes a zombie controller dangerous',
  about:
    "Requests on an expired session fail, and there is no new session before the controller has resigned. So the write, the election and the clean-up of a controller whose session has expired come to nothing: what the predictions say of 1.1 to 2.0 needs a /controller that goes away while its owner's session lives.",
  tags: ['R11', 'R12', 'R45', 'KAFKA-5501', '1.1', '2.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { znodeDeletions: 0, failures: 1 }),
  build: (constants) =>
    judging(
      controllerElectionModel(FROM_1_1, constants),
      'controller-write-safety',
      'later-state-is-kept',
      'controller-is-at-work',
      'partition-state-is-replaced',
      'controller-keeps-its-znode',
      'controller-is-obeyed',
      'one-acting-controller-per-epoch',
      'a-zombie-acts',
      'a-controller-gives-up',
      'a-stale-command-arrives',
    ),
  expect: { verdict: 'holds', distinct: 532230 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'holds', distinct: 10801235 },
  },
});
