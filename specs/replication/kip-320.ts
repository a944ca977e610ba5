import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320',
  title: 'KIP-320 fences replication by leader epoch: no committed record is lost',
  about:
    "Since 2.1 fetches carry the leader epoch, the high watermark counts only followers in the leader's epoch, a follower truncates against a leader in the same epoch, and the ISR grows only once the high watermark has reached the leader's own epoch.",
  tags: ['KIP-320', 'KAFKA-6880', 'KAFKA-7128', '2.1'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel(KIP_320, constants),
  expect: { verdict: 'holds', distinct: 737794 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'holds', distinct: 9985570 },
  },
});
