import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { UNTIL_1_0 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/zombie-write-keeps-later-state',
  title: 'Until 2.0 a deposed controller may write, but not over what a later one has written',
  about:
    "What the version of the partition's znode is worth without a check of /controller_epoch: state is read anew, left alone if it is of a later epoch, and replaced only if nobody has written since. The same bounds as zombie-write-after-expiry.",
  tags: ['R11', '0.8', '1.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { znodeDeletions: 0 }),
  build: (constants) =>
    judging(
      controllerElectionModel(UNTIL_1_0, constants),
      'later-state-is-kept',
      'a-zombie-acts',
      'partition-state-is-replaced',
    ),
  expect: { verdict: 'holds', distinct: 185520 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 5853141 } },
});
