import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-with-kip-279-follow',
  title: 'KIP-320 with the become-follower step of KIP-279',
  about:
    'As kip-320-without-follow-fence, but the named leader need not believe that it leads at all: the swap that the published specification suggests trying.',
  tags: ['KIP-320', 'KIP-279'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel({ ...KIP_320, followLeader: 'named' }, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 13, distinct: 873256 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 13, distinct: 12464707 },
  },
});
