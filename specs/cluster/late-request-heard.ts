import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/late-request-heard',
  title: 'For one partition leader epochs alone fence the late request of a dead controller',
  about:
    'Of no release: brokers do not compare controller epochs, so that a request of the last controller counts as one of the next. It may be of an older leader epoch than the broker is in by then, and is not taken up for that.',
  tags: ['R14'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    leaderMoves: 2,
    controllerFailovers: 1,
    lateRequests: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, deposedController: 'heard' }, constants),
      ...SAFETY,
      'a-dead-controller-is-heard',
      'a-late-request-is-of-an-older-epoch',
    ),
  expect: { verdict: 'holds', distinct: 14652 },
  deep: {
    constants: { brokers: 3, maxRecords: 1 },
    expect: { verdict: 'holds', distinct: 1438699 },
  },
});
