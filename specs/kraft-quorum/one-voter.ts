import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { SAFETY } from '../../model/kraft-quorum/properties.ts';
import { FROM_2_8 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/one-voter',
  title: 'A quorum of one commits a record before it is on its disk, and a power failure takes it',
  about:
    'A leader counts what it has appended before it flushes, so that fetches that wait are answered sooner. With more voters that commits nothing, for a majority has to fetch it first. A single voter is a majority. In the trace a LeaderChange is lost; a metadata record is lost in the same way. So in every version with KRaft that we read, to the source of October 2024, before 4.0. A process that merely ends loses nothing (kept: all).',
  tags: ['KAFKA-10632', '2.8', '3.9'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, { voters: 1 }),
  build: (constants) =>
    judging(kraftQuorumModel(FROM_2_8, constants), ...SAFETY, 'a-record-is-committed'),
  expect: { verdict: 'violated', property: 'leader-completeness', steps: 5, distinct: 92 },
  deep: {
    constants: { maxEpoch: 6, crashes: 3 },
    expect: { verdict: 'violated', property: 'leader-completeness', steps: 5, distinct: 5356 },
  },
});
