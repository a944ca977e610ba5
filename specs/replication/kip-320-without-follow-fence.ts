import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-without-follow-fence',
  title: 'KIP-320 if a replica followed a leader that is not in that epoch yet',
  about:
    'The truncation offset is taken from a leader in an older epoch, who may truncate its own log before it takes up the new one.',
  tags: ['KIP-320', 'KAFKA-6880'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) =>
    replicationModel({ ...KIP_320, followLeader: 'presumes-leadership' }, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 14, distinct: 802114 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 14, distinct: 11167999 },
  },
});
