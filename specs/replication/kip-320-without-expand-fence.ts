import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-without-expand-fence',
  title: 'KIP-320 if a follower below the high watermark could join the ISR',
  about:
    'The shortest loss of them: an ISR member that lacks a committed record can be elected like the rest.',
  tags: ['KIP-320'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel({ ...KIP_320, expandAtHighWatermark: false }, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 8, distinct: 1024039 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 8, distinct: 14500774 },
  },
});
