import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/late-request',
  title: 'A LeaderAndIsr request that arrives after its controller has died does no harm',
  about:
    'It was on its way when the next controller took over. A broker that has heard of that one refuses it for its controller epoch; one that has not takes it up. All other repairs are in place, those of no release included.',
  tags: ['R14'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    leaderMoves: 2,
    controllerFailovers: 1,
    lateRequests: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(REPAIRED, constants),
      ...SAFETY,
      'a-dead-controller-is-heard',
      'a-late-request-is-refused',
    ),
  expect: { verdict: 'holds', distinct: 7606 },
  deep: {
    constants: { brokers: 3, maxRecords: 1 },
    expect: { verdict: 'holds', distinct: 494725 },
  },
});
