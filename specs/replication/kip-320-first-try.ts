import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320_FIRST_TRY } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-first-try',
  title:
    'The first design of KIP-320, truncation on fetch without a leader epoch, loses committed records',
  about:
    "Followers do not truncate when they change leader but when a fetch finds that their last record differs. The leader sees the epoch of a follower's last record, not the epoch the follower is in: it raises its high watermark by a follower that will truncate.",
  tags: ['KIP-320', 'R09'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel(KIP_320_FIRST_TRY, constants),
  expect: { verdict: 'violated', property: 'weak-isr', steps: 11, distinct: 1437076 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'weak-isr', steps: 11, distinct: 24211312 },
  },
});
