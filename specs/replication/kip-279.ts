import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_279 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-279',
  title: 'KIP-279 truncates at the right offset, but fetches are not fenced',
  about:
    "Since 2.0 a follower truncates where its log and the leader's really part. A replica in another epoch can still fetch, be counted towards the high watermark, and truncate later.",
  tags: ['KIP-279', 'KAFKA-6880', 'R06', '2.0'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel(KIP_279, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 10, distinct: 1616461 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 10, distinct: 30576658 },
  },
});
