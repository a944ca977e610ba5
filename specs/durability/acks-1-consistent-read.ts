import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import { FROM_2_1 } from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS } from '../../model/durability/state.ts';

export default defineSpec({
  name: 'durability/acks-1-consistent-read',
  title: 'With acks=1 a clean crash loses nothing that a consumer could have read',
  about:
    'The high watermark waits for the ISR whatever the producer waits for. What is lost was acknowledged too early, but was never shown to a consumer.',
  tags: ['acks'],
  constants: withDefaults(DURABILITY_CONSTANTS, { acks: 1, consumer: 1, cleanCrashes: 2 }),
  build: (constants) =>
    judging(
      durabilityModel(FROM_2_1, constants),
      'consistent-read',
      'true-high-watermark-monotone',
      'log-matching',
      'an-acknowledged-record-is-lost',
      'a-record-is-read-under-an-earlier-leader',
      'a-new-leader-has-yet-to-raise-its-high-watermark',
    ),
  expect: { verdict: 'holds', distinct: 177609 },
  deep: { constants: { brokers: 4 }, expect: { verdict: 'holds', distinct: 4717414 } },
});
