import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { SAFETY } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/request-sent-twice',
  title:
    'A request of which two copies arrive is refused and accepted, and the leader believes that it was refused',
  about:
    'The connection to the controller breaks, and the leader sends its request again. The controller refuses that one, as the follower is fenced, and the leader goes back to the ISR that it knows. A refusal for that reason leaves the partition epoch as it is: when the follower is active again the first copy, late, is accepted. Partition.handleAlterPartitionError argues with the order of controllers; here both copies reach the same one. A copy has to be late for as long as a broker is fenced. In the trace the leader asks for a follower of which it could know that it is fenced; it may as well have asked just before. All repairs are in place; we know of none for this.',
  tags: ['KIP-497', 'KIP-841', '3.7', '3.9', '4.0', '4.1'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    fencings: 1,
    resends: 1,
    minIsr: 2,
    maxLeaderEpoch: 0,
    maxPartitionEpoch: 2,
  }),
  build: (constants) => judging(kraftPartitionModel(REPAIRED, constants), ...SAFETY),
  expect: { verdict: 'violated', property: 'counted-isr-is-superset', steps: 7, distinct: 512451 },
  deep: {
    constants: { maxPartitionEpoch: 3 },
    expect: {
      verdict: 'violated',
      property: 'counted-isr-is-superset',
      steps: 7,
      distinct: 1907601,
    },
  },
});
