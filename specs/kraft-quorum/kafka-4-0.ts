import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_4_0 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/kafka-4-0',
  title: 'Kafka 4.0, with pre-votes: the KRaft quorum keeps what it commits',
  about:
    "KIP-996 changes who stands for election, and when; none of Raft's safety properties may depend on that. With two epochs a leader that has crashed does not lead again; --deep has three. Whether a healthy leader is left alone is asked by kraft-quorum/rejoining-voter-repaired.",
  tags: ['KIP-595', 'KIP-996', '4.0'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { maxEpoch: 2 }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_4_0, constants),
      ...SAFETY,
      'a-record-is-committed',
      'an-older-leader-carries-on',
      'votes-are-split',
      'a-follower-truncates',
    ),
  expect: { verdict: 'holds', distinct: 2648638 },
  deep: {
    constants: { maxEpoch: 3, maxRecords: 0 },
    expect: { verdict: 'holds', distinct: 5806528 },
  },
});
