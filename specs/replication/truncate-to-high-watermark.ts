import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { TRUNCATE_TO_HIGH_WATERMARK } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/truncate-to-high-watermark',
  title: 'Truncating to the own high watermark loses a committed record',
  about:
    "Until 0.10 a replica that becomes follower truncates to its own high watermark, which lags the leader's by one fetch. While it refetches it is still in the ISR, and may be elected without the record. (r0@e1 is record 0, written in leader epoch 1.)",
  tags: ['KIP-101', 'KAFKA-1211', 'R01', '0.10'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel(TRUNCATE_TO_HIGH_WATERMARK, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 8, distinct: 1988158 },
  deep: {
    constants: { logSize: 3, maxRecords: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 8, distinct: 11775808 },
  },
});
