import { defineSpec, withDefaults } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_279 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/answer-of-the-next-epoch-repaired',
  title: 'With KIP-279 a follower truncates to the last record that both hold, and logs agree',
  about:
    'The same leaders, and the follower drops what the leader lacks. Truncation is one step here, past the last record that both hold, as KIP-279 is meant to find it; what Kafka 2.0.0 really asked and answered is in the family cluster.',
  tags: ['KIP-279', 'KAFKA-6361', 'R03', '2.0'],
  constants: withDefaults(REPLICATION_CONSTANTS, { replicas: 2, logSize: 3, maxRecords: 3 }),
  build: (constants) => replicationModel(KIP_279, constants),
  expect: { verdict: 'holds', distinct: 32713 },
  deep: { constants: { maxLeaderEpoch: 4 }, expect: { verdict: 'holds', distinct: 1278937 } },
});
