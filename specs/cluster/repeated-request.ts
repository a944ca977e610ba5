import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { clusterModel } from '../../model/cluster/model.ts';
import { SAFETY } from '../../model/cluster/properties.ts';
import { REPAIRED } from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS } from '../../model/cluster/state.ts';

export default defineSpec({
  name: 'cluster/repeated-request',
  title:
    'A leader that takes up a request of its own leader epoch again commits without a member of the ISR',
  about:
    'Of no release: why only a later leader epoch counts. A new controller sends the state of the partition as it is, in the same epoch. If the leader has taken a follower into the ISR before that arrives, it would go back to the ISR without it, and no longer wait for it.',
  tags: [],
  constants: withDefaults(CLUSTER_CONSTANTS, {
    brokers: 2,
    leaderMoves: 2,
    controllerFailovers: 1,
  }),
  build: (constants) =>
    judging(
      clusterModel({ ...REPAIRED, leaderEpochCheck: 'none' }, constants),
      ...SAFETY,
      'a-request-repeats-the-epoch',
    ),
  expect: { verdict: 'violated', property: 'candidate-completeness', steps: 5, distinct: 11122 },
  deep: {
    constants: { brokers: 3, maxRecords: 1 },
    expect: {
      verdict: 'violated',
      property: 'candidate-completeness',
      steps: 6,
      distinct: 837595,
    },
  },
});
