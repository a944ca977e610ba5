import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_2_7 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/kafka-2-7',
  title: 'The quorum of Kafka 2.7, which only a test server runs: two leaders of one epoch',
  about:
    'Two leaders of one epoch are the shortest of its violations; what is not flushed can be lost as well (--all shows four).',
  tags: ['KIP-595', 'KAFKA-10661', 'KAFKA-10533', '2.7'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_2_7, constants),
      'election-safety',
      'log-matching',
      'leader-completeness',
      'state-machine-safety',
    ),
  expect: { verdict: 'violated', property: 'election-safety', steps: 7, distinct: 170355 },
  deep: {
    constants: { maxEpoch: 3 },
    expect: { verdict: 'violated', property: 'election-safety', steps: 7, distinct: 2912096 },
  },
});
