import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-without-fetch-fence',
  title: 'KIP-320 if a leader answered fetches from followers in another epoch',
  about:
    'A follower in an older epoch fetches from the same leader in a later one. Nobody counts it, but it takes over a record and a high watermark from the later epoch; then it leads in the one between, and its ISR there lacks that record.',
  tags: ['KIP-320', 'KAFKA-6880', 'R06'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel({ ...KIP_320, fetch: 'leader' }, constants),
  expect: { verdict: 'violated', property: 'weak-isr', steps: 12, distinct: 863029 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'weak-isr', steps: 12, distinct: 11866498 },
  },
});
