import { defineSpec } from '../../checker/index.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import { REPLICATION_CONSTANTS } from '../../model/replication/state.ts';

export default defineSpec({
  name: 'replication/kip-320-without-isr-fence',
  title: 'KIP-320 if a leader took followers in another epoch into the ISR',
  about:
    'A follower that has reached the high watermark with records of another epoch joins the ISR, and truncates afterwards.',
  tags: ['KIP-320', 'KAFKA-6880'],
  constants: REPLICATION_CONSTANTS,
  build: (constants) => replicationModel({ ...KIP_320, isr: 'leader' }, constants),
  expect: { verdict: 'violated', property: 'strong-isr', steps: 14, distinct: 776053 },
  deep: {
    constants: { maxLeaderEpoch: 3 },
    expect: { verdict: 'violated', property: 'strong-isr', steps: 14, distinct: 10963609 },
  },
});
