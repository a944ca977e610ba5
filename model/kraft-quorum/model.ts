/** The KRaft quorum as a model: its state, the rules of a version, and what they claim. */
import { checkRules, defineModel, type Model } from '../../checker/index.ts';
import { electionActions } from './elections.ts';
import { failureActions } from './failures.ts';
import { preVoteActions } from './preVotes.ts';
import { kraftQuorumProperties } from './properties.ts';
import { replicationActions } from './replication.ts';
import { KRAFT_QUORUM_SWITCHES, type KRaftQuorumRules } from './rules.ts';
import { initialStates, type KRaftQuorumConstants, kraftQuorumSchema } from './state.ts';

/** @throws ModelError for a rule switch or a value of one that does not exist. */
export function kraftQuorumModel(rules: KRaftQuorumRules, constants: KRaftQuorumConstants): Model {
  checkRules('kraft-quorum', KRAFT_QUORUM_SWITCHES, rules);
  const schema = kraftQuorumSchema(constants);
  return defineModel({
    name: 'kraft-quorum',
    state: schema,
    initial: initialStates(schema, constants),
    actions: [
      ...electionActions(schema, rules, constants),
      ...preVoteActions(schema, rules),
      ...replicationActions(schema, rules),
      ...failureActions(schema, rules),
    ],
    properties: kraftQuorumProperties(schema, rules),
    // Epochs, records and faults are bounded, so every run comes to an end.
    deadlock: 'allowed',
    rules,
  });
}
