import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_101 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-101',
  title: "KIP-101's truncation by leader epoch still loses committed records",
  about:
    "Since 0.11 a follower asks the leader where the follower's last epoch ends. Nothing tells the leader that a follower which counts towards its high watermark is in an older epoch and will truncate once it learns of the new one: with three replicas that comes first, and KIP-279 does not change it (the same steps as in kip-279). What KIP-279 repairs is in answer-of-the-next-epoch.",
  tags: ['KIP-101', 'KIP-320', 'KAFKA-6880', 'R06', '0.11'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel(KIP_101, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 10, distinct: 1613089 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 10, distinct: 30720718 },
  },
});
