import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { kraftQuorumModel } from '../../model/kraft-quorum/model.ts';
import { FROM_4_0 } from '../../model/kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from '../../model/kraft-quorum/state.ts';

export default defineSpec({
  name: 'kraft-quorum/elections-go-on',
  title:
    'Kafka 4.0: pre-votes are refused for a while, but not for ever: a leader can always be elected, and can commit',
  about:
    'A follower that has had an answer from its leader refuses pre-votes; but whoever cannot reach that leader any more asks for them itself, and then grants them to others too. So one of those with the longest log gets a majority. For one voter that restarts, and timeouts that expire only out of reach of a leader; --deep also cuts a voter off, which comes back. It is not asked for where somebody is in the last epoch of the bounds.',
  tags: ['R39', 'KIP-996', '4.0'],
  constants: withDefaults(KRAFT_QUORUM_CONSTANTS, {
    stableLeader: 1,
    maxRecords: 0,
  }),
  build: (constants) =>
    judging(
      kraftQuorumModel(FROM_4_0, constants),
      'a-leader-can-be-elected',
      'records-can-be-committed',
      'nobody-leads-or-stands',
    ),
  expect: { verdict: 'holds', distinct: 66339 },
  deep: { constants: { cutOffs: 1 }, expect: { verdict: 'holds', distinct: 592338 } },
});
