import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/fenced-last-known-leader',
  title: 'With nobody eligible the last known leader is elected, although it is fenced',
  about:
    'PartitionChangeBuilder.canElectLastKnownLeader finds out whether that broker is active, and goes on whatever it finds.',
  tags: ['R31', 'KAFKA-19522', 'KIP-966', 'ELR', '4.0'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    minIsr: 2,
    kills: 2,
    maxPartitionEpoch: 4,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, lastKnownLeader: 'anyway' }, constants),
      ...MEMBERSHIP,
      'the-isr-is-empty',
    ),
  expect: { verdict: 'violated', property: 'leader-is-active', steps: 6, distinct: 16790 },
  deep: {
    constants: { maxPartitionEpoch: 6, maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'leader-is-active', steps: 6, distinct: 46336 },
  },
});
