import { defineSpec } from '../../checker/index.ts';
import { asyncIsrModel } from '../../model/async-isr/model.ts';
import { ASYNC_ISR_CONSTANTS } from '../../model/async-isr/state.ts';

export default defineSpec({
  name: 'replication/async-isr',
  title: 'Asynchronous ISR changes keep the high watermark valid while a change is under way',
  about:
    'The design behind AlterPartition: until the leader hears of a newer version it counts every replica that a request of its own may have brought into the ISR, so that the high watermark never passes a member of the ISR that the controller knows.',
  tags: ['KIP-497', 'R18', '2.7'],
  constants: ASYNC_ISR_CONSTANTS,
  build: asyncIsrModel,
  expect: { verdict: 'holds', distinct: 4088 },
  deep: {
    constants: { replicas: 4, maxVersion: 3, maxOffset: 3 },
    expect: { verdict: 'holds', distinct: 8134400 },
  },
});
