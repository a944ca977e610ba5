import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/kafka-2-8',
  title:
    'Kafka 2.8 to 3.9: a KRaft quorum of three keeps what it commits, whichever voter loses power or resigns',
  about:
    "Raft's safety properties, for voters that fetch instead of being sent to, that answer fetches before they flush, and that may lose power or resign at any moment. The voters are always the same (no KIP-853), and no disk is lost. By default the only records are LeaderChange; --deep writes one. A single voter is another matter: kraft-quorum/one-voter.",
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
