import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/refused-request-reverts-repaired',
  title: 'A leader whose request is out of date waits for metadata',
  about: 'It cannot know whether an earlier try was accepted.',
  tags: ['R18', 'KIP-497'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      'leader-completeness',
      'a-request-is-overtaken',
    ),
  expect: { verdict: 'holds', distinct: 4224 },
  deep: { constants: { brokers: 3 }, expect: { verdict: 'holds', distinct: 1176645 } },
});
