import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/answers-first',
  title: 'A leader whose wait for an ISR change is ended by answers only waits for ever',
  about:
    'It takes up no metadata of its leader epoch while a change of the ISR is under way, which would also keep it from what kraft-partition/known-update is about. But its request is accepted, and the answer lost; it asks again, and is refused as out of date. It cannot know what became of its request, and by this rule it does not learn it: no change of the ISR comes about any more while it leads. Never released: it asks why metadata ends the wait. With ZooKeeper no metadata follows, so that a retry has to be accepted: the controllers of 2.7 to 3.2 do accept it, and a regression on the way to 3.3 was mended before any release had it (KAFKA-14144).',
  tags: ['R20', 'KIP-497', 'KAFKA-14144', 'mutation'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, maxPartitionEpoch: 5 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, updates: 'answers-first' }, constants),
      'isr-change-resolves',
      'a-request-is-overtaken',
    ),
  expect: { verdict: 'violated', property: 'isr-change-resolves', steps: 2, distinct: 1366 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'isr-change-resolves', steps: 2, distinct: 1201305 },
  },
});
