import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-without-high-watermark-fence',
  title: 'KIP-320 if the high watermark counted ISR members in another epoch',
  about:
    'A leader raises its high watermark by the log end of a follower that is in an older epoch, and has yet to truncate.',
  tags: ['KIP-320', 'KAFKA-6880'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel({ ...KIP_320, highWatermark: 'leader' }, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 12, distinct: 742366 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 12, distinct: 10068796 },
  },
});
