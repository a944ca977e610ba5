/** The replicated partition as a model: its state, the rules of an era, and what they claim. */
import { checkRules, defineModel, type Model } from '../../checker/index.ts';
import { controllerActions } from './controller.ts';
import { followerActions } from './follower.ts';
import { leaderActions } from './leader.ts';
import { replicationProperties } from './properties.ts';
import { REPLICATION_SWITCHES, type ReplicationRules } from './rules.ts';
import { initialState, type ReplicationConstants, replicationSchema } from './state.ts';

/** @throws ModelError for a rule switch or a value of one that does not exist. */
export function replicationModel(rules: ReplicationRules, constants: ReplicationConstants): Model {
  checkRules('replication', REPLICATION_SWITCHES, rules);
  const schema = replicationSchema(constants);
  return defineModel({
    name: 'replication',
    state: schema,
    initial: [initialState(schema)],
    actions: [
      ...controllerActions(schema),
      ...leaderActions(schema, rules),
      ...followerActions(schema, rules),
    ],
    properties: replicationProperties(schema),
    // Epochs and records are bounded, so every run comes to an end.
    deadlock: 'allowed',
    rules,
  });
}
