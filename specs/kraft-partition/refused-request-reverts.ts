import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/refused-request-reverts',
  title: 'A leader that takes a refusal for the end of its request counts too few',
  about:
    'Its request is accepted and the answer is lost. It asks again, which is refused as out of date; it goes back to the ISR that it knew, although the first try has changed it. Never released: it asks why a leader whose request is out of date goes on counting, and waits for metadata.',
  tags: ['R18', 'KIP-497', 'mutation'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, leaderMoves: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel({ ...REPAIRED, refusedAsStale: 'revert' }, constants),
      'leader-completeness',
      'a-request-is-overtaken',
    ),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 8, distinct: 4262 },
  deep: {
    constants: { brokers: 3 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 10, distinct: 1260606 },
  },
});
