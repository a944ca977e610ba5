import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/proposed-isr-repaired',
  title: 'A leader that counts everyone who may be in the ISR loses nothing while it waits',
  about: 'The maximal ISR of KIP-497.',
  tags: ['R18', 'KIP-497'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      'leader-completeness',
      'a-deposed-leader-carries-on',
    ),
  expect: { verdict: 'holds', distinct: 4224 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 1176645 } },
});
