import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/kafka-2-8',
  title:
    'Kafka 2.8 to 3.9: the KRaft quorum keeps what it commits, whichever voter crashes or resigns',
  about:
    "Raft's safety properties, for voters that fetch instead of being sent to, that answer fetches before they flush, and that may restart or resign at any moment.",
  tags: ['KIP-595', '2.8', '3.9'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxRecords: 0, resignations: 1 }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_2_8, constants),
      ...SAFETY,
      'a-record-is-committed',
      'an-older-leader-carries-on',
      'votes-are-split',
      'a-follower-truncates',
    ),
  expect: { verdict: 'holds', distinct: 789668 },
  deep: { constants: { maxRecords: 1 }, expect: { verdict: 'holds', distinct: 5080376 } },
});
