import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/proposed-isr',
  title: 'A leader that counts on the ISR that it has asked for loses a record',
  about:
    'It asks for an ISR without a follower that lags, and commits without that follower at once. The controller has not heard of it, and elects the follower. Never released: it asks why KIP-497 has the leader count everyone who may be in the ISR, until it hears back.',
  tags: ['R18', 'KIP-497', 'mutation'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, countedIsr: 'proposed' }, constants),
      'leader-completeness',
    ),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 4, distinct: 4734 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 6, distinct: 1520628 },
  },
});
