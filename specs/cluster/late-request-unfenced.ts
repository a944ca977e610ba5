import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/late-request-unfenced',
  title: 'Without either epoch a late request takes a broker back to an older leader epoch',
  about:
    'Of no release: brokers compare neither controller epochs nor leader epochs. With one of them this cannot happen: late-request, late-request-heard.',
  tags: ['R14'],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    leaderMoves: 2,
    controllerFailovers: 1,
    lateRequests: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel(
        { ...REPAIRED, deposedController: 'heard', leaderEpochCheck: 'none' },
        constants,
      ),
      'epoch-monotone',
      'a-late-request-is-of-an-older-epoch',
    ),
  expect: { verdict: 'violated', property: 'epoch-monotone', steps: 5, distinct: 27116 },
  deep: {
    constants: { brokers: 3, maxRecords: 1 },
    expect: { verdict: 'violated', property: 'epoch-monotone', steps: 5, distinct: 4451538 },
  },
});
