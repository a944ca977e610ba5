import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/earlier-process-joins-repaired',
  title: 'The controller asks which process it was that fetched, and the leader reads that once',
  about:
    'By the broker epoch, from 3.5 on; read together with how far it has fetched, from 3.7 on.',
  tags: ['R26', 'R27', 'KIP-903', 'KAFKA-15221', '3.7'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, powerFailures: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, lastMember: 'last-member-stays' }, constants),
      'who-joins-is-complete',
      'a-request-is-for-a-process-that-is-gone',
    ),
  expect: { verdict: 'holds', distinct: 5232 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 931272 } },
});
