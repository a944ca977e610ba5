import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { controllerElectionModel } from '../../model/controller-election/model.ts';
import { FROM_1_1 } from '../../model/controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from '../../model/controller-election/state.ts';

export default defineSpec({
  name: 'controller-election/broker-never-obeys-again',
  title:
    'Until 2.0 an election can leave a controller that a broker does not obey until something else fails',
  about:
    'The loser of an election raises /controller_epoch after the winner and commands a broker. The winner keeps /controller, so nobody else is elected; its epoch is too low for that broker, and nothing short of another fault raises it.',
  tags: ['R12', 'KAFKA-6082', '1.1', '2.0'],
  constants: withDefaults(CONTROLLER_ELECTION_CONSTANTS, { sessionExpiries: 0, maxWrites: 0 }),
  build: (constants) => judging(controllerElectionModel(FROM_1_1, constants), 'every-broker-obeys'),
  expect: { verdict: 'violated', property: 'every-broker-obeys', steps: 9, distinct: 2143 },
  deep: {
    constants: { sessionExpiries: 1, brokers: 3 },
    expect: { verdict: 'violated', property: 'every-broker-obeys', steps: 9, distinct: 423540 },
  },
});
