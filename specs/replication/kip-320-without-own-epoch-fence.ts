import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-without-own-epoch-fence',
  title: "KIP-320 if the ISR could grow before the high watermark reached the leader's own epoch",
  about:
    "A new leader's high watermark lags. A follower that has reached it may lack records that the last leader committed, and must not join the ISR yet.",
  tags: ['KIP-320', 'KAFKA-7128', 'R08'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel({ ...KIP_320, expandInOwnEpoch: false }, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 11, distinct: 901036 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 11, distinct: 14153701 },
  },
});
