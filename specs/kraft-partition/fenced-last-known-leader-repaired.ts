import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/fenced-last-known-leader-repaired',
  title: 'The last known leader is elected only once it is active',
  about: 'From 4.1 on.',
  tags: ['R31', 'KAFKA-19522', 'KIP-966', 'ELR'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    minIsr: 2,
    kills: 2,
    maxPartitionEpoch: 4,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      ...MEMBERSHIP,
      'the-isr-is-empty',
      'the-last-known-leader-is-elected',
    ),
  expect: { verdict: 'holds', distinct: 16786 },
  deep: {
    constants: { maxPartitionEpoch: 6, maxLeaderEpoch: 3 },
    expect: { verdict: 'holds', distinct: 46432 },
  },
});
