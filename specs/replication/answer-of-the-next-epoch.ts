import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_101 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/answer-of-the-next-epoch',
  title: 'With KIP-101 alone a leader answers for an epoch that it never saw, and logs diverge',
  about:
    "Two leaders write at one offset, in epochs 0 and 1. The first leads again in epoch 2 and has not heard of epoch 1: asked where that ends, it answers where the next one that it knows begins, and the follower keeps a record that the leader lacks. With two replicas, where kip-101's other flaw has no room.",
  tags: ['KIP-279', 'KAFKA-6361', 'R03', '0.11'],
  constants: withDefaults(REPLICATION_CONSTANTS, { replicas: 2, logSize: 3, maxRecords: 3 }),
  build: (constants) => judging(replicationModel(KIP_101, constants), 'log-matching'),
  expect: { verdict: 'violated', property: 'log-matching', steps: 12, distinct: 32933 },
  deep: {
    constants: { maxLeaderEpoch: 4 },
    expect: { verdict: 'violated', property: 'log-matching', steps: 12, distinct: 1316185 },
  },
});
