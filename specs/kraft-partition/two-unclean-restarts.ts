import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/two-unclean-restarts',
  title: 'With min ISR 2 a power failure and a killed process can lose an acknowledged record',
  about:
    'Each restart without a controlled shutdown costs a broker its eligibility, although one of them still has everything. With nobody eligible who led last is elected, and that is the one that lost power. KIP-966 promises as much: to survive fewer than min ISR unclean restarts. What it plans to do instead, to look at the logs, is in no release.',
  tags: ['KIP-966', 'ELR', '4.0', '4.1'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    minIsr: 2,
    kills: 1,
    powerFailures: 1,
    maxPartitionEpoch: 4,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      'acknowledged-records-survive',
      'an-eligible-replica-is-elected',
    ),
  expect: {
    verdict: 'violated',
    property: 'acknowledged-records-survive',
    steps: 11,
    distinct: 28680,
  },
  deep: {
    constants: { maxPartitionEpoch: 6, maxLeaderEpoch: 3 },
    expect: {
      verdict: 'violated',
      property: 'acknowledged-records-survive',
      steps: 11,
      distinct: 76138,
    },
  },
});
