import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/nobody-eligible',
  title: 'Without a last known leader two killed processes leave the partition without a leader',
  about:
    'With eligible leader replicas every restart without a controlled shutdown costs a broker its eligibility. When that has happened to all of them nobody may lead, although every log is as it was, and the partition waits for an operator who asks for an unclean election. Kafka elects who led last instead (kraft-partition/two-unclean-restarts has the price of that): kraft-partition/recovers. Never released: PartitionChangeBuilder has a field for it that only its tests set.',
  tags: ['KIP-966', 'ELR', 'mutation'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    minIsr: 2,
    kills: 2,
    maxPartitionEpoch: 5,
    maxLeaderEpoch: 4,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, lastKnownLeader: 'never' }, constants),
      'a-leader-again',
      'the-isr-is-empty',
      'an-eligible-replica-is-elected',
    ),
  expect: { verdict: 'violated', property: 'a-leader-again', steps: 2, distinct: 26686 },
  deep: {
    constants: { shutdowns: 1 },
    expect: { verdict: 'violated', property: 'a-leader-again', steps: 2, distinct: 215624 },
  },
});
